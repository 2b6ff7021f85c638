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
            select p.pool_id, p.next_file, p.next_symbol, s.members::text as members
            from graph_snapshot s join graph_pool p on p.tenant_id = s.tenant_id and p.pool_id = s.pool_id
            where s.tenant_id = ? and s.snapshot_id = ? and s.state = 'committed' for update of p""";

    static final String TAKE_NUMBERS = """
            update graph_pool set next_file = ?, next_symbol = ? where tenant_id = ? and pool_id = ?""";

    /// Spellings that have a number, with what is said of them that belongs to no file.
    static final String KNOWN_SYMBOLS = """
            select s.symbol, s.symbol_no, s.row_no, s.file_no is null and s.kind is not null as external, s.kind,
                   s.name, c.symbol as container, null as path, s.modifiers, s.signature, s.deprecated, s.for_removal
            from unnest(?::bigint[], ?::text[]) as q(hash, symbol)
            join graph_symbol s on s.tenant_id = ? and s.pool_id = ? and s.symbol_hash = q.hash
                 and s.symbol = q.symbol and (s.row_no = s.symbol_no or s.file_no is null)
            left join graph_symbol c on c.tenant_id = s.tenant_id and c.pool_id = s.pool_id
                 and c.row_no = s.container_no""";

    static final String REPLACED_FILES = """
            select f.file_no, f.lines, f.indexed, f.occurrences, f.unresolved
            from unnest(?::bigint[], ?::text[]) as q(hash, path)
            join graph_snapshot m on m.tenant_id = ? and m.snapshot_id = ?
            join graph_file f on f.tenant_id = m.tenant_id and f.pool_id = m.pool_id and f.path_hash = q.hash
                 and f.path = q.path and substring(m.members, f.file_no + 1, 1) = b'1'""";

    /// Holds the row against a janitor for the length of the transaction; no row means that the janitor was first.
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

    static final String OUTLINES = """
            select f.path, f.outline
            from unnest(?::bigint[], ?::text[]) as q(hash, path)
            join graph_snapshot m on m.tenant_id = ? and m.snapshot_id = ?
            join graph_file f on f.tenant_id = m.tenant_id and f.pool_id = m.pool_id and f.path_hash = q.hash
                 and f.path = q.path and substring(m.members, f.file_no + 1, 1) = b'1'""";

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

    /// Committed snapshots beyond the newest so many of their repository and engine that nobody has used
    /// for so many seconds.
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

    /// A row that gives its symbol its number stays: other files' occurrences are counted under it.
    static final String[] DELETE_FILES = {
        "delete from graph_occurrence where tenant_id = ? and pool_id = ? and file_no = any(?::integer[])",
        "delete from graph_relation where tenant_id = ? and pool_id = ? and file_no = any(?::integer[])",
        "delete from graph_diagnostic where tenant_id = ? and pool_id = ? and file_no = any(?::integer[])",
        "delete from graph_symbol where tenant_id = ? and pool_id = ? and file_no = any(?::integer[])"
                + " and row_no <> symbol_no",
        "delete from graph_file where tenant_id = ? and pool_id = ? and file_no = any(?::integer[])",
    };

    /// Without foreign keys to the pool: checking one per row would double the time of a COPY.
    static final String[] DELETE_POOL = {
        "delete from graph_symbol where tenant_id = ? and pool_id = ?",
        "delete from graph_occurrence where tenant_id = ? and pool_id = ?",
        "delete from graph_relation where tenant_id = ? and pool_id = ?",
        "delete from graph_diagnostic where tenant_id = ? and pool_id = ?",
        "delete from graph_file where tenant_id = ? and pool_id = ?",
        "delete from graph_pool where tenant_id = ? and pool_id = ?",
    };

    static final Copy COPY_FILES = new Copy("graph_file", """
            file_no, path, path_hash, blob_id, language, lines, indexed, occurrences, unresolved, problems, declared,
            outline""");

    static final Copy COPY_SYMBOLS = new Copy("graph_symbol", """
            row_no, symbol_no, file_no, symbol, symbol_hash, kind, name, name_hash, container_no, modifiers,
            signature, deprecated, for_removal""");

    static final Copy COPY_OCCURRENCES = new Copy("graph_occurrence", """
            symbol_no, file_no, places""");

    static final Copy COPY_RELATIONS = new Copy("graph_relation", """
            file_no, from_no, kind, to_no""");

    static final Copy COPY_DIAGNOSTICS = new Copy("graph_diagnostic", """
            file_no, ordinal, severity, code, message, line, start_offset""");

    /// How many rows the statistics count; negative when there are none.
    static final String KNOWN_OCCURRENCES = "select reltuples from pg_class where oid = 'graph_occurrence'::regclass";

    /// Skipped by Postgres, with a warning, for a role that does not own the tables.
    static final String ANALYZE = "analyze graph_file, graph_symbol, graph_occurrence, graph_relation";

    private SnapshotSql() {}

    /// How rows come into one table. Postgres takes no COPY into a table with row-level security,
    /// so the rows are copied into a temporary table of the transaction and inserted from there,
    /// past the policy.
    record Copy(String table, String columns) {
        String stage() {
            return "create temporary table stage_" + table + " on commit drop as select " + columns + " from " + table
                    + " with no data";
        }

        String copy() {
            return "copy stage_" + table + " (" + columns + ") from stdin";
        }

        String insert() {
            return "insert into " + table + " (tenant_id, pool_id, " + columns + ") select ?, ?, " + columns
                    + " from stage_" + table;
        }
    }
}
