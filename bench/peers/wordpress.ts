/** WordPress from Debian, as an operator sets it up well: nginx, PHP-FPM with opcache, MariaDB on sockets. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Said } from '../conversation.js'
import { MARIADB_PACKAGES, type MariaDb, startMariaDb } from './mariadb.js'
import { type Peer, type PeerThread, requestWith } from './peer.js'
import {
  answers,
  aptInstall,
  emptyFolder,
  freePort,
  run,
  startServer,
  stopServers,
} from './place.js'

const PACKAGES = [
  'wordpress',
  'wordpress-theme-twentytwentythree',
  'nginx-light',
  // Named, or wordpress would bring Apache.
  'php',
  'php8.2-fpm',
  'php8.2-mysql',
  'php8.2-opcache',
  'php8.2-mbstring',
  'php8.2-xml',
  ...MARIADB_PACKAGES,
]
const PHP = 'php8.2'
const SOURCE = '/usr/share/wordpress'
const SCRIPT = fileURLToPath(new URL('./wordpress.php', import.meta.url))
const IS_ROOT = process.getuid?.() === 0
/** Two cores, and a database to wait for. */
const WORKERS = 8

type Variant = {
  name: string
  about: string
  /** Comments are broken into pages of 50 roots, as the settings page offers. */
  isPaged: boolean
}

/** Both ways to run it; the first is what it does when nobody changes a setting. */
export const wordpresses = (mayInstall: boolean): Peer[] =>
  [
    { name: 'WordPress', about: 'all comments on one page, as installed', isPaged: false },
    { name: 'WordPress, paged', about: 'pages of 50 roots', isPaged: true },
  ].map((variant) => wordpress(variant, mayInstall))

const wordpress = (variant: Variant, mayInstall: boolean): Peer => ({
  name: variant.name,
  about: `Debian's, ${variant.about}; nginx with gzip, ${WORKERS} workers of PHP 8.2 with opcache, MariaDB; no page cache`,
  install: () => aptInstall(PACKAGES, mayInstall),
  async open() {
    const home = await emptyFolder(variant.isPaged ? 'wordpress-paged' : 'wordpress')
    const port = await freePort()
    const address = `http://127.0.0.1:${port}`
    const root = join(home, 'www')
    await run('cp', ['-rL', SOURCE, root])
    await writeFile(join(root, 'wp-config.php'), configOf(home, address))
    const database = await startMariaDb(home, 'wordpress')
    const opened = [database.server]
    try {
      await run(PHP, [SCRIPT, 'install', root, variant.isPaged ? 'paged' : 'whole'])
      const php = await startPhp(home)
      opened.unshift(php)
      const nginx = await startNginx(home, root, port, address)
      opened.unshift(nginx)
      return {
        address,
        pids: opened.map((one) => one.pid ?? 0),
        fill: (said) => fill(root, database, said),
        close: () => stopServers(opened),
      }
    } catch (error) {
      await stopServers(opened)
      throw error
    }
  },
})

/** WordPress may ask nothing of the outside, and sends itself no visits to do its chores. */
const configOf = (home: string, address: string) => `<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:${home}/db.sock'); define('DB_CHARSET', 'utf8mb4');
define('WP_HOME', '${address}'); define('WP_SITEURL', '${address}');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
foreach (['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT',
  'NONCE_SALT'] as $name) define($name, 'measured ' . $name);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
`

async function startPhp(home: string) {
  const config = join(home, 'php-fpm.conf')
  const socket = join(home, 'php.sock')
  await writeFile(
    config,
    `[global]
daemonize = no
error_log = ${home}/php.log
[www]
${IS_ROOT ? 'user = root\ngroup = root' : ''}
listen = ${socket}
pm = static
pm.max_children = ${WORKERS}
php_admin_value[opcache.enable] = 1
php_admin_value[opcache.memory_consumption] = 192
php_admin_value[opcache.max_accelerated_files] = 20000
php_admin_value[opcache.validate_timestamps] = 0
php_admin_value[sendmail_path] = /bin/true
`,
  )
  const asRoot = IS_ROOT ? ['--allow-to-run-as-root'] : []
  return startServer('php-fpm8.2', ['--nodaemonize', ...asRoot, '--fpm-config', config], {
    isReady: async () => (await run('test', ['-S', socket])) === '',
  })
}

async function startNginx(home: string, root: string, port: number, address: string) {
  const config = join(home, 'nginx.conf')
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${home}/nginx-${name};`)
    .join('\n  ')
  await writeFile(
    config,
    `daemon off; worker_processes auto; pid ${home}/nginx.pid; error_log ${home}/nginx.log;
${IS_ROOT ? 'user root;' : ''}
events { worker_connections 1024; }
http {
  include /etc/nginx/mime.types; default_type application/octet-stream;
  access_log off; sendfile on; keepalive_requests 1000000;
  gzip on; gzip_proxied any; gzip_types text/css application/javascript application/json;
  ${folders}
  server {
    listen 127.0.0.1:${port}; root ${root}; index index.php;
    location / { try_files $uri $uri/ /index.php?$args; }
    location ~ \\.php$ {
      include /etc/nginx/fastcgi_params; fastcgi_param HTTP_HOST $host:$server_port;
      fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
      fastcgi_buffers 16 64k; fastcgi_read_timeout 300s;
      fastcgi_pass unix:${home}/php.sock;
    }
  }
}
`,
  )
  return startServer('nginx', ['-p', home, '-e', `${home}/nginx.log`, '-c', config], {
    isReady: () => answers(address),
  })
}

async function fill(root: string, database: MariaDb, said: Said[]): Promise<PeerThread> {
  const rows = said.map(({ name, text, parent, postedAtMs }) => ({
    name,
    text,
    parent,
    at: new Date(postedAtMs).toISOString().replace('T', ' ').slice(0, 19),
  }))
  const postId = (await run(PHP, [SCRIPT, 'fill', root], { input: JSON.stringify(rows) })).trim()
  return {
    page: `/?p=${postId}#comments`,
    comments: `/?p=${postId}`,
    selector: '.wp-block-comment-content, .comment-content',
    post: ({ client, name, text }) =>
      requestWith('/wp-comments-post.php', {
        type: 'application/x-www-form-urlencoded',
        body: new URLSearchParams({
          comment: text,
          author: name,
          email: `client${client}@example.com`,
          url: '',
          comment_post_ID: postId,
          comment_parent: '0',
        }).toString(),
      }),
    // A held one is led back to its page as well, with a preview for its writer alone.
    isPosted: ({ status, head }) =>
      status === 302 && /#comment-\d+/.test(head) && !/unapproved=/.test(head),
    stored: async () =>
      Number(
        await database.sql(
          `select count(*) from wp_comments where comment_post_ID = ${Number(postId)} and comment_approved = '1'`,
        ),
      ),
  }
}
