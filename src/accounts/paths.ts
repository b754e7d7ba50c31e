/** Addresses that letters of accounts lead to; the web answers them. */
export const paths = {
  link: (token: string) => `/sign-in/link/${token}`,
  invitation: (token: string) => `/invitation/${token}`,
  security: () => '/account/security',
}
