package dev.refactory.graph.store;

import java.util.Map;

/// Every statement of [PostgresGraphView], named after what uses it.
final class GraphSql {
    /// Which pool a snapshot is in, and which of the pool's files count.
    static final String FRAME = """
            select pool_id, members::text from graph_snapshot
            where tenant_id = ? and snapshot_id = ? and state = 'committed'""";

    /// The segments of a pool; the directories of those that are known are left out.
    static final String SEGMENTS = """
            select segment_no, case when segment_no = any(?::integer[]) then null else directory end as directory
            from graph_segment where tenant_id = ? and pool_id = ? order by segment_no""";

    static final String BLOCKS = """
            select q.segment_no, q.block_no, b.block
            from unnest(?::integer[], ?::integer[]) as q(segment_no, block_no)
            cross join lateral (select block from graph_block
                where tenant_id = ? and pool_id = ? and segment_no = q.segment_no and block_no = q.block_no
                offset 0) as b""";

    private static final String BY_NUMBER = """
             from unnest(?::integer[]) as q(file_no)
            cross join lateral (select * from graph_file
                where tenant_id = ? and pool_id = ? and file_no = q.file_no
                offset 0) as f""";

    static final String PATHS = "select f.file_no, f.path" + BY_NUMBER;

    static final String NAMES_BY_NUMBER = "select f.path, f.names" + BY_NUMBER;

    static final String FACTS_BY_NUMBER = "select f.path, f.names, f.facts" + BY_NUMBER;

    /// Of files in the snapshot. The offset, here and elsewhere, keeps the planner from turning the
    /// question around.
    static final String BY_PATH = """
             from unnest(?::bigint[], ?::text[]) as q(hash, path)
            cross join graph_snapshot m
            cross join lateral (select * from graph_file
                where tenant_id = m.tenant_id and pool_id = m.pool_id and path_hash = q.hash and path = q.path
                  and substring(m.members, file_no + 1, 1) = b'1'
                offset 0) as f
            where m.tenant_id = ? and m.snapshot_id = ?""";

    private static final String FILE = "select f.path, f.blob_id, f.language, f.lines, f.problems";

    static final String FILES_BY_PATH = FILE + BY_PATH;

    static final String FACTS_BY_PATH = FILE + ", f.names, f.facts" + BY_PATH;

    static final String NAMES_BY_PATH = "select f.path, f.names" + BY_PATH;

    static final String ALL_FILES = FILE + """
             from graph_snapshot m
            join graph_file f on f.tenant_id = m.tenant_id and f.pool_id = m.pool_id
                 and substring(m.members, f.file_no + 1, 1) = b'1'
            where m.tenant_id = ? and m.snapshot_id = ?""";

    /// Every question here is a walk along keys, whatever the statistics say; fresh rows have none.
    /// The plan is for any snapshot: to one made for a snapshot that the statistics do not know,
    /// every index costs the same.
    static final Map<String, String> WALK_INDEXES = Map.of(
            "join_collapse_limit", "1",
            "enable_seqscan", "off",
            "enable_hashjoin", "off",
            "enable_mergejoin", "off",
            "plan_cache_mode", "force_generic_plan");

    private GraphSql() {}
}
