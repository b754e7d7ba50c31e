/** The settings PostgreSQL starts with: a small machine (2 cores, 1 GiB) that answers web pages and loses nothing. */

/**
 * The settings as arguments; given at every start, so that a new version of this program can change them.
 * @param place.socketFolder absolute; any character a path may have
 */
export function settingArgs(place: { socketFolder: string; port: number }): string[] {
  const settings = { ...SETTINGS, ...addressSettings(place) }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

const SETTINGS = {
  // An answer "posted" means the row is on disk.
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  wal_compression: 'on',

  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_connections: '120',
  max_wal_size: '1GB',
  checkpoint_completion_target: '0.9',
  random_page_cost: '1.1',
  autovacuum_max_workers: '2',
  max_logical_replication_workers: '0',

  // Compiling a plan, or sharing it between processes, costs more than a page's queries do.
  jit: 'off',
  max_parallel_workers_per_gather: '0',

  // Errors of statements belong to the program's log; here their text would keep what readers wrote.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  logging_collector: 'off',
  log_destination: 'stderr',

  TimeZone: 'UTC',
  log_timezone: 'UTC',
  cluster_name: 'readership',
}

function addressSettings({ socketFolder, port }: { socketFolder: string; port: number }) {
  return {
    listen_addresses: '',
    port: String(port),
    unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
  }
}
