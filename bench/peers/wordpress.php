<?php
// What bench/peers/wordpress.ts does inside of WordPress: `install ROOT whole|paged`, and `fill ROOT` with rows on stdin.
[, $verb, $root] = $argv;
$_SERVER['HTTP_HOST'] = '127.0.0.1';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';

if ($verb === 'install') {
    // The owner of a new site gets a letter; there is nobody here.
    function wp_new_blog_notification() {}
    define('WP_INSTALLING', true);
    require "$root/wp-load.php";
    require ABSPATH . 'wp-admin/includes/upgrade.php';
    wp_install('Measured', 'ada', 'ada@example.com', true, '', 'correct horse 41 battery');
    // Comments appear at once, and nobody is written to; what is shown stays as it is installed.
    update_option('comment_previously_approved', 0);
    update_option('comments_notify', 0);
    update_option('moderation_notify', 0);
    update_option('page_comments', $argv[3] === 'paged' ? 1 : 0);
    update_option('comments_per_page', 50);
    // All clients are one address here, which WordPress lets write every 15 seconds.
    mkdir("$root/wp-content/mu-plugins");
    file_put_contents(
        "$root/wp-content/mu-plugins/measured.php",
        "<?php add_filter('comment_flood_filter', '__return_false', 99);"
    );
    exit;
}

require "$root/wp-load.php";
$rows = json_decode(stream_get_contents(STDIN), true);
$post = wp_insert_post([
    'post_title' => 'An article',
    'post_content' => '<!-- wp:paragraph --><p>A short one.</p><!-- /wp:paragraph -->',
    'post_status' => 'publish',
    'post_author' => 1,
    'comment_status' => 'open',
]);
$first = 1 + (int) $wpdb->get_var("select max(comment_ID) from $wpdb->comments");
foreach (array_chunk($rows, 500, true) as $chunk) {
    $values = [];
    foreach ($chunk as $place => $row) {
        $values[] = $wpdb->prepare(
            "(%d, %d, %s, %s, '127.0.0.1', %s, %s, %s, '1', 'Mozilla/5.0', 'comment', %d)",
            $first + $place,
            $post,
            $row['name'],
            'reader' . ($place % 500) . '@example.com',
            $row['at'],
            $row['at'],
            $row['text'],
            $row['parent'] === null ? 0 : $first + $row['parent']
        );
    }
    $wpdb->query(
        "insert into $wpdb->comments (comment_ID, comment_post_ID, comment_author, comment_author_email,
           comment_author_IP, comment_date, comment_date_gmt, comment_content, comment_approved, comment_agent,
           comment_type, comment_parent) values " . implode(',', $values)
    );
}
wp_update_comment_count_now($post);
$wpdb->query("analyze table $wpdb->comments");
echo $post;
