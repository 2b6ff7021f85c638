package dev.refactory.graph.store;

/// Every statement of [PostgresGraphStore] and of the two writers, named after what uses it.
final class SnapshotSql {
    static final String NEW_POOL = """
            insert into graph_pool (tenant_id, repository_id) values (?, ?) returning pool_id""";

    static final String BEGIN = """
            insert into graph_snapshot (tenant_id, repository_id, tree_id, engine_version, pool_id)
            values (?, ?, ?, ?, ?) returning snapshot_id""";

    /// No row: the snapshot to begin from is gone.
    static final String BEGIN_FROM = """
            insert into graph_snapshot (tenant_id, repository_id, tree_id, engine_version, pool_id)
            select tenant_id, repository_id, ?, ?, pool_id from graph_snapshot
            where tenant_id = ? and snapshot_id = ? and state = 'committed' returning snapshot_id, pool_id""";

    /// The pool of a committed snapshot, held against other writers; no row: the snapshot is gone.
    static final String HOLD_POOL = """
            select p.pool_id, p.next_file, p.next_segment, s.members::text as members
            from graph_snapshot s join graph_pool p on p.tenant_id = s.tenant_id and p.pool_id = s.pool_id
            where s.tenant_id = ? and s.snapshot_id = ? and s.state = 'committed' for update of p""";

    static final String TAKE_NUMBERS = """
            update graph_pool set next_file = ?, next_segment = ? where tenant_id = ? and pool_id = ?""";

    static final String REPLACED_FILES =
            "select f.file_no, f.lines, f.indexed, f.occurrences, f.unresolved" + GraphSql.BY_PATH;

    /// Holds the row against a janitor for the length of the transaction; no row means that the
    /// janitor was first.
    static final String TOUCH = """
            update graph_snapshot set touched_at = clock_timestamp()
            where tenant_id = ? and snapshot_id = ? and state = 'writing'""";

    static final String COMMIT = """
            update graph_snapshot
            set state = 'committed', committed_at = clock_timestamp(), files = ?, indexed_files = ?,
                indexed_lines = ?, occurrences = ?, unresolved = ?, compile_context = ?::jsonb,
                members = ?::bit varying
            where tenant_id = ? and snapshot_id = ? and state = 'writing'""";

    private static final String SUMMARY = """
            select snapshot_id, repository_id, tree_id, engine_version, files, indexed_files, indexed_lines,
                   occurrences, unresolved, compile_context
            from graph_snapshot
            """;

    private static final String OF_KEY = """
            where tenant_id = ? and repository_id = ? and tree_id = ? and engine_version = ?
              and state = 'committed'
            """;

    private static final String OF_ID = """
            where tenant_id = ? and snapshot_id = ? and state = 'committed'
            """;

    /// Says now and then that it is in use: what is kept goes by that.
    private static String used(String condition) {
        return "with used as (update graph_snapshot set touched_at = clock_timestamp()\n" + condition
                + "and touched_at < clock_timestamp() - interval '1 hour')\n";
    }

    /// Its parameters twice.
    static final String FIND_BY_KEY = used(OF_KEY) + SUMMARY + OF_KEY;

    /// Its parameters twice.
    static final String FIND_BY_ID = used(OF_ID) + SUMMARY + OF_ID;

    static final String LATEST = SUMMARY + """
            where tenant_id = ? and repository_id = ? and engine_version = ? and state = 'committed'
            order by committed_at desc, snapshot_id desc limit ?""";

    static final String OUTLINES = "select f.path, f.outline" + GraphSql.BY_PATH;

    static final String ALL_OUTLINES = """
            select f.path, f.outline from graph_snapshot m
            join graph_file f on f.tenant_id = m.tenant_id and f.pool_id = m.pool_id
                 and substring(m.members, f.file_no + 1, 1) = b'1'
            where m.tenant_id = ? and m.snapshot_id = ? and octet_length(f.outline) > 0""";

    static final String SNAPSHOTS = """
            select repository_id, count(*)::int as snapshots from graph_snapshot
            where tenant_id = ? and repository_id = any(?::text[]) and state = 'committed' group by repository_id""";

    static final String OF_REPOSITORY = """
            select snapshot_id from graph_snapshot where tenant_id = ? and repository_id = ?
            order by snapshot_id limit ?""";

    static final String DELETE = """
            delete from graph_snapshot where tenant_id = ? and snapshot_id = ? returning pool_id""";

    static final String ABANDONED = """
            select tenant_id, snapshot_id from graph_snapshot
            where state = 'writing' and touched_at < clock_timestamp() - make_interval(secs => ?)
            order by touched_at limit ?""";

    static final String DELETE_ABANDONED = """
            delete from graph_snapshot
            where tenant_id = ? and snapshot_id = ? and state = 'writing'
              and touched_at < clock_timestamp() - make_interval(secs => ?) returning pool_id""";

    /// Committed snapshots beyond the newest so many of their repository and engine that nobody has
    /// used for so many seconds.
    static final String OLD = """
            select tenant_id, snapshot_id from (
                select tenant_id, snapshot_id, touched_at, row_number() over (
                    partition by tenant_id, repository_id, engine_version
                    order by committed_at desc, snapshot_id desc) as place
                from graph_snapshot where state = 'committed') as ranked
            where place > ? and touched_at < clock_timestamp() - make_interval(secs => ?)
            order by touched_at limit ?""";

    static final String LOCK_POOL = "select 1 from graph_pool where tenant_id = ? and pool_id = ? for update";

    static final String MEMBERS = """
            select members::text from graph_snapshot where tenant_id = ? and pool_id = ? and pool_id > 0""";

    static final String FILE_NUMBERS = "select file_no from graph_file where tenant_id = ? and pool_id = ?";

    static final String DELETE_FILES =
            "delete from graph_file where tenant_id = ? and pool_id = ? and file_no = any(?::integer[])";

    static final String[] DELETE_SEGMENTS = {
        "delete from graph_block where tenant_id = ? and pool_id = ? and segment_no = any(?::integer[])",
        "delete from graph_segment where tenant_id = ? and pool_id = ? and segment_no = any(?::integer[])",
    };

    /// Without foreign keys to the pool: one is checked for every row.
    static final String[] DELETE_POOL = {
        "delete from graph_block where tenant_id = ? and pool_id = ?",
        "delete from graph_segment where tenant_id = ? and pool_id = ?",
        "delete from graph_file where tenant_id = ? and pool_id = ?",
        "delete from graph_pool where tenant_id = ? and pool_id = ?",
    };

    static final String ADD_FILE = """
            insert into graph_file (tenant_id, pool_id, file_no, path, path_hash, blob_id, language, lines, indexed,
                occurrences, unresolved, problems, outline, names, facts)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)""";

    static final String ADD_BLOCK = """
            insert into graph_block (tenant_id, pool_id, segment_no, block_no, block) values (?, ?, ?, ?, ?)""";

    static final String ADD_SEGMENT = """
            insert into graph_segment (tenant_id, pool_id, segment_no, blocks, bytes, directory)
            values (?, ?, ?, ?, ?, ?)""";

    static final String SEGMENT_SIZES = """
            select segment_no, bytes from graph_segment where tenant_id = ? and pool_id = ? order by segment_no""";

    static final String BLOCKS_FROM = """
            select block from graph_block
            where tenant_id = ? and pool_id = ? and segment_no = ? and block_no >= ? and block_no < ?
            order by block_no""";

    private SnapshotSql() {}
}
