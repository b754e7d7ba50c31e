/**
 * A real PostgreSQL of our own, as a child process on a private socket: no TCP, no password, no account to make.
 * Everything lies in one data folder: `postgres/` (the cluster), `socket/`, `program.json` (who owns it), `postgres.log`.
 * It never outlives this process, loses nothing when this process is killed, and is owned by one program at a time.
 */
import { access, constants, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { embeddedBinFolder, linkLibraries } from './embedded-postgres/binaries.js'
import {
  clusterVersion,
  createCluster,
  giveTo,
  makePrivateFolder,
  POSTGRES_DATABASE,
  POSTGRES_USER,
} from './embedded-postgres/create-cluster.js'
import type { PostgresAddress } from './embedded-postgres/owner.js'
import {
  type Claim,
  claimDataFolder,
  findRunningPostgres as find,
} from './embedded-postgres/owner.js'
import { type Exit, type Postmaster, startPostmaster } from './embedded-postgres/postmaster.js'
import { codeOf } from './embedded-postgres/process-identity.js'
import { chooseLauncher, type Launcher } from './embedded-postgres/run-as.js'

export { embeddedBinFolder } from './embedded-postgres/binaries.js'
export { DataFolderInUse } from './embedded-postgres/owner.js'

export type RunningPostgres = PostgresAddress & {
  pid: number
  /** Fast shutdown; resolves when the process is gone and the data folder is free. Calling it again is harmless. */
  stop(): Promise<void>
  /** Called once when PostgreSQL ends without `stop()`. */
  onExit(callback: (exit: Exit) => void): void
}

/** sun_path holds 108 bytes with its end mark on Linux and 104 on macOS. */
const SOCKET_PATH_BYTES_MAX = 100
/** Start of the name of a socket folder that stands in for a data folder with a long path. */
const SHORT_FOLDER = '/tmp/readership-'
/** Only the end of the socket's name; there is no TCP. */
const PORT = 5432

/**
 * Starts the PostgreSQL of a data folder, making the folder first when it is new (about a second; else about 0.1 s).
 * After a killed program it waits up to 30 s for the old PostgreSQL to end.
 * @param options.binFolder folder of initdb and postgres; without it the ones from npm
 * @param options.say gets one sentence per slow step
 * @throws DataFolderInUse while another program runs on the folder; Error with a sentence otherwise
 */
export async function startPostgres(options: {
  dataFolder: string
  binFolder?: string
  say: (sentence: string) => void
}): Promise<RunningPostgres> {
  const binFolder = resolve(options.binFolder ?? embeddedBinFolder())
  const dataFolder = await makeDataFolder(options.dataFolder)
  const claim = await claimDataFolder(dataFolder)
  try {
    return await startOwned({ ...options, binFolder, dataFolder, claim })
  } catch (error) {
    await claim.release()
    throw error
  }
}

/** Where the PostgreSQL of the program running on this folder listens; null when none runs. */
export async function findRunningPostgres(
  dataFolder: string,
): Promise<null | (PostgresAddress & { ownerPid: number })> {
  return find(resolve(dataFolder))
}

type Owned = {
  dataFolder: string
  binFolder: string
  claim: Claim
  say: (sentence: string) => void
}

async function startOwned({ dataFolder, binFolder, claim, say }: Owned): Promise<RunningPostgres> {
  const clusterFolder = join(dataFolder, 'postgres')
  const libraryPath = await linkLibraries(binFolder, dataFolder)
  const launcher = await chooseLauncher({ dataFolder, clusterFolder, binFolder, libraryPath })
  const found = await clusterVersion(clusterFolder)
  if (found !== undefined && found !== launcher.majorVersion)
    throw new Error(
      `${clusterFolder} was made by PostgreSQL ${found}, this program brings ${launcher.majorVersion}; keep the folder and see docs/operating.md on upgrading.`,
    )
  if (found === undefined) {
    say('Making a new PostgreSQL in the data folder.')
    await createCluster(launcher, clusterFolder, launcher.majorVersion)
  }

  if (claim.forgottenSocketFolder?.startsWith(SHORT_FOLDER))
    await rm(claim.forgottenSocketFolder, { recursive: true, force: true })
  const socketFolder = await makeSocketFolder(dataFolder, launcher)
  const removeSocketFolder = async () => {
    if (socketFolder.startsWith(SHORT_FOLDER))
      await rm(socketFolder, { recursive: true, force: true })
  }
  const address = { socketFolder, port: PORT, user: POSTGRES_USER, database: POSTGRES_DATABASE }
  let postmaster: Postmaster | undefined
  try {
    postmaster = await startPostmaster({ launcher, clusterFolder, socketFolder, port: PORT, say })
    await claim.publish(address)
  } catch (error) {
    await postmaster?.stop()
    await removeSocketFolder()
    throw error
  }
  return running(postmaster, address, () => removeSocketFolder().then(claim.release))
}

function running(
  postmaster: Postmaster,
  address: PostgresAddress,
  giveBack: () => Promise<void>,
): RunningPostgres {
  let stopping: Promise<void> | undefined
  return {
    ...address,
    pid: postmaster.pid,
    onExit: postmaster.onExit,
    stop() {
      stopping ??= postmaster.stop().then(giveBack)
      return stopping
    },
  }
}

/** As root the folder lets PostgreSQL's user through, but shows it nothing. */
async function makeDataFolder(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK)
    return await realpath(path)
  } catch (error) {
    throw new Error(
      `The data folder ${path} cannot be used (${codeOf(error)}); name another in READERSHIP_DATA, or a PostgreSQL of yours in DATABASE_URL.`,
    )
  }
}

/** Whoever can enter this folder is the database's superuser, so only PostgreSQL's user (and root) can. */
async function makeSocketFolder(dataFolder: string, launcher: Launcher): Promise<string> {
  const folder = join(dataFolder, 'socket')
  if (Buffer.byteLength(join(folder, `.s.PGSQL.${PORT}`)) <= SOCKET_PATH_BYTES_MAX) {
    await makePrivateFolder(folder, launcher)
    return folder
  }
  const short = await mkdtemp(SHORT_FOLDER)
  await giveTo(launcher, short)
  return short
}
