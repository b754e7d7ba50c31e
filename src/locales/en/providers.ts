/** Signing in by way of other sites. */
export const providers = {
  continueWith: 'Continue with {name}',
  connect: 'Connect {name}',
  title: 'Other sites',
  lead: 'Sign in here by way of another site. It tells us who you are, and learns that you come here, nothing more.',
  connectedSince: 'Connected since {date}',
  disconnect: 'Disconnect',
  notOffered: 'This site no longer offers this way in.',
  deniedTitle: 'You are not signed in',
  denied:
    '{name} did not confirm who you are, because you or it said no. Nothing was changed here.',
  notConnectedTitle: 'Nothing was connected',
  taken: 'Your account at {name} belongs to another account here. Disconnect it there first.',
  occupied:
    'Another account at {name} is connected already. Disconnect it first, then connect this one.',
  back: 'Back',
  tokenProblems: {
    form: 'it is not a signed token.',
    algorithm: 'it is not signed in the agreed way.',
    signature: 'its signature does not fit.',
    header: 'it says things of itself that we do not accept.',
    issuer: 'it comes from another place than agreed.',
    audience: 'it was made for another site.',
    expired: 'it is too old. Please start again.',
    life: 'it is good for longer than five minutes.',
    time: 'its times are missing or make no sense.',
    subject: 'it does not say who you are.',
    nonce: 'it was used before, or asked for in another browser. Please start again.',
  },
}
