package dev.refactory.graph.store;

import java.util.Map;

/// Every statement of [PostgresGraphStore], [PostgresSnapshotWriter] and [PostgresGraphView], named after what uses
/// it.
final class GraphSql {
    static final String BEGIN = """
            insert into graph_snapshot (tenant_id, repository_id, tree_id, engine_version)
            values (?, ?, ?, ?) returning snapshot_id""";

    /// Holds the row against a janitor for the length of the transaction; no row means that the janitor was first.
    static final String TOUCH = """
            update graph_snapshot set touched_at = clock_timestamp()
            where tenant_id = ? and snapshot_id = ? and state = 'writing'""";

    static final String COMMIT = """
            update graph_snapshot
            set state = 'committed', committed_at = clock_timestamp(), files = ?, indexed_files = ?,
                indexed_lines = ?, occurrences = ?, unresolved = ?, compile_context = ?::jsonb
            where tenant_id = ? and snapshot_id = ? and state = 'writing'""";

    private static final String SUMMARY = """
            select snapshot_id, repository_id, tree_id, engine_version, files, indexed_files, indexed_lines,
                   occurrences, unresolved, compile_context
            from graph_snapshot
            """;

    static final String FIND_BY_KEY = SUMMARY + """
            where tenant_id = ? and repository_id = ? and tree_id = ? and engine_version = ?
              and state = 'committed'""";

    static final String FIND_BY_ID = SUMMARY + """
            where tenant_id = ? and snapshot_id = ? and state = 'committed'""";

    static final String DELETE_SNAPSHOT = "delete from graph_snapshot where tenant_id = ? and snapshot_id = ?";

    /// Tables without a foreign key to the snapshot: checking one per row would double the time of a COPY.
    static final String[] DELETE_FACTS = {
        "delete from graph_symbol where tenant_id = ? and snapshot_id = ?",
        "delete from graph_occurrence where tenant_id = ? and snapshot_id = ?",
        "delete from graph_relation where tenant_id = ? and snapshot_id = ?",
        "delete from graph_diagnostic where tenant_id = ? and snapshot_id = ?",
    };

    static final String SNAPSHOTS = """
            select repository_id, count(*)::int as snapshots from graph_snapshot
            where tenant_id = ? and repository_id = any(?::text[]) and state = 'committed' group by repository_id""";

    static final String OF_REPOSITORY = """
            select snapshot_id from graph_snapshot where tenant_id = ? and repository_id = ?
            order by snapshot_id limit ?""";

    static final String ABANDONED = """
            select tenant_id, snapshot_id from graph_snapshot
            where state = 'writing' and touched_at < clock_timestamp() - make_interval(secs => ?)
            order by touched_at limit ?""";

    static final String DELETE_ABANDONED = """
            delete from graph_snapshot
            where tenant_id = ? and snapshot_id = ? and state = 'writing'
              and touched_at < clock_timestamp() - make_interval(secs => ?)""";

    static final Copy COPY_FILES = new Copy("graph_file", """
            file_no, path, path_hash, blob_id, language, lines, problems, declared""");

    static final Copy COPY_SYMBOLS = new Copy("graph_symbol", """
            row_no, symbol_no, symbol, symbol_hash, kind, name, name_hash, container_no, path, modifiers,
            signature, deprecated, for_removal""");

    static final Copy COPY_OCCURRENCES = new Copy("graph_occurrence", """
            symbol_no, file_no, places""");

    static final Copy COPY_RELATIONS = new Copy("graph_relation", """
            file_no, from_no, kind, to_no""");

    static final Copy COPY_DIAGNOSTICS = new Copy("graph_diagnostic", """
            file_no, ordinal, severity, code, message, line, start_offset""");

    private static final String SYMBOL_COLUMNS = """
            select s.symbol, s.kind, s.name, c.symbol as container, s.path, s.modifiers, s.signature, s.deprecated,
                   s.for_removal
            """;

    private static final String CONTAINER = """
            left join graph_symbol c on c.tenant_id = s.tenant_id and c.snapshot_id = s.snapshot_id
                 and c.row_no = s.container_no
            """;

    static final String SYMBOLS = SYMBOL_COLUMNS + """
            from unnest(?::bigint[], ?::text[]) as q(hash, symbol)
            join graph_symbol s on s.tenant_id = ? and s.snapshot_id = ? and s.symbol_hash = q.hash
                 and s.symbol = q.symbol
            """ + CONTAINER + "where s.kind is not null";

    static final String SYMBOLS_NAMED = SYMBOL_COLUMNS + "from graph_symbol s\n" + CONTAINER + """
            where s.tenant_id = ? and s.snapshot_id = ? and s.name_hash = ? and s.name = ?
              and s.kind not in (11, 12, 13)""";

    static final String MEMBERS_OF = SYMBOL_COLUMNS + """
            from graph_symbol c
            join graph_symbol s on s.tenant_id = c.tenant_id and s.snapshot_id = c.snapshot_id
                 and s.container_no = c.row_no
            where c.tenant_id = ? and c.snapshot_id = ? and c.symbol_hash = ? and c.symbol = ?
              and c.row_no = c.symbol_no and s.path is not null and s.kind not in (11, 12, 13)""";

    /// Walks the index of names, which has no locals: what is deprecated is a handful of rows.
    static final String DEPRECATED = """
            select distinct s.symbol from graph_symbol s
            where s.tenant_id = ? and s.snapshot_id = ? and s.kind not in (11, 12, 13) and s.deprecated""";

    /// Walks the index of members, which has only what the repository declares.
    static final String DECLARED = """
            select distinct s.symbol from graph_symbol s
            where s.tenant_id = ? and s.snapshot_id = ? and s.path is not null and s.kind not in (11, 12, 13)
              and s.kind = any(?::integer[]) and starts_with(s.symbol, ?)""";

    static final String OCCURRENCES_OF = """
            select f.path, s.symbol, o.places
            from unnest(?::bigint[], ?::text[]) as q(hash, symbol)
            join graph_symbol s on s.tenant_id = ? and s.snapshot_id = ? and s.symbol_hash = q.hash
                 and s.symbol = q.symbol and s.row_no = s.symbol_no
            join graph_occurrence o on o.tenant_id = s.tenant_id and o.snapshot_id = s.snapshot_id
                 and o.symbol_no = s.symbol_no
            join graph_file f on f.tenant_id = o.tenant_id and f.snapshot_id = o.snapshot_id
                 and f.file_no = o.file_no""";

    /// Distinct spellings, best first. The text is looked for in the name or in the whole spelling.
    static final String SEARCH = """
            select symbol,
                   min(case when looked = wanted then 0 when starts_with(looked, wanted) then 1 else 2 end) as rank
            from (select s.symbol, lower(case when ? then s.symbol else s.name end) as looked, lower(?) as wanted
                  from graph_symbol s
                  where s.tenant_id = ? and s.snapshot_id = ? and s.path is not null and s.kind not in (11, 12, 13)
                    and (cardinality(?::integer[]) = 0 or s.kind = any(?::integer[]))) as candidate
            where strpos(looked, wanted) > 0
            group by symbol order by rank, symbol collate "C" limit ?""";

    private static final String RELATIONS = """
            select distinct a.symbol as from_symbol, r.kind, b.symbol as to_symbol
            from unnest(?::bigint[], ?::text[]) as q(hash, symbol)
            """;

    static final String RELATIONS_FROM = RELATIONS + """
            join graph_symbol a on a.tenant_id = ? and a.snapshot_id = ? and a.symbol_hash = q.hash
                 and a.symbol = q.symbol and a.row_no = a.symbol_no
            join graph_relation r on r.tenant_id = a.tenant_id and r.snapshot_id = a.snapshot_id
                 and r.from_no = a.symbol_no and r.kind = ?
            join graph_symbol b on b.tenant_id = r.tenant_id and b.snapshot_id = r.snapshot_id
                 and b.row_no = r.to_no""";

    static final String RELATIONS_TO = RELATIONS + """
            join graph_symbol b on b.tenant_id = ? and b.snapshot_id = ? and b.symbol_hash = q.hash
                 and b.symbol = q.symbol and b.row_no = b.symbol_no
            join graph_relation r on r.tenant_id = b.tenant_id and r.snapshot_id = b.snapshot_id
                 and r.to_no = b.symbol_no and r.kind = ?
            join graph_symbol a on a.tenant_id = r.tenant_id and a.snapshot_id = r.snapshot_id
                 and a.row_no = r.from_no""";

    private static final String FILE_COLUMNS =
            "select f.file_no, f.path, f.blob_id, f.language, f.lines, f.problems from ";

    static final String FILES_BY_PATH = FILE_COLUMNS + """
            unnest(?::bigint[], ?::text[]) as q(hash, path)
            join graph_file f on f.tenant_id = ? and f.snapshot_id = ? and f.path_hash = q.hash
                 and f.path = q.path""";

    static final String ALL_FILES = FILE_COLUMNS + "graph_file f where f.tenant_id = ? and f.snapshot_id = ?";

    static final String DECLARED_IN = SYMBOL_COLUMNS.replace("select ", "select f.file_no, ") + """
            from graph_file f
            cross join lateral unnest(f.declared) with ordinality as d(row_no, place)
            join graph_symbol s on s.tenant_id = f.tenant_id and s.snapshot_id = f.snapshot_id
                 and s.row_no = d.row_no
            """ + CONTAINER + """
            where f.tenant_id = ? and f.snapshot_id = ? and f.file_no = any(?::integer[])
            order by f.file_no, d.place""";

    static final String OCCURRENCES_IN = """
            select o.file_no, s.symbol, o.places
            from graph_occurrence o
            join graph_symbol s on s.tenant_id = o.tenant_id and s.snapshot_id = o.snapshot_id
                 and s.row_no = o.symbol_no
            where o.tenant_id = ? and o.snapshot_id = ? and o.file_no = any(?::integer[])""";

    static final String RELATIONS_IN = """
            select r.file_no, a.symbol as from_symbol, r.kind, b.symbol as to_symbol
            from graph_relation r
            join graph_symbol a on a.tenant_id = r.tenant_id and a.snapshot_id = r.snapshot_id
                 and a.row_no = r.from_no
            join graph_symbol b on b.tenant_id = r.tenant_id and b.snapshot_id = r.snapshot_id
                 and b.row_no = r.to_no
            where r.tenant_id = ? and r.snapshot_id = ? and r.file_no = any(?::integer[])""";

    static final String DIAGNOSTICS_IN = """
            select file_no, severity, code, message, line, start_offset from graph_diagnostic
            where tenant_id = ? and snapshot_id = ? and file_no = any(?::integer[])
            order by file_no, ordinal""";

    /// A fresh snapshot has no statistics yet, and every question here is a walk along indexes in
    /// the order it is written: measured on two million occurrences, the planner's own first guess
    /// took thirteen seconds. The plan is for any snapshot: in one for a snapshot that the
    /// statistics do not know, every index costs the same, and a look-up by one symbol read the
    /// whole snapshot.
    static final Map<String, String> WALK_INDEXES = Map.of(
            "join_collapse_limit", "1",
            "enable_seqscan", "off",
            "enable_hashjoin", "off",
            "enable_mergejoin", "off",
            "plan_cache_mode", "force_generic_plan");

    /// How many rows the statistics count; negative when there are none.
    static final String KNOWN_OCCURRENCES = "select reltuples from pg_class where oid = 'graph_occurrence'::regclass";

    /// Skipped by Postgres, with a warning, for a role that does not own the tables.
    static final String ANALYZE = "analyze graph_file, graph_symbol, graph_occurrence, graph_relation";

    private GraphSql() {}

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
            return "insert into " + table + " (tenant_id, snapshot_id, " + columns + ") select ?, ?, " + columns
                    + " from stage_" + table;
        }
    }
}
