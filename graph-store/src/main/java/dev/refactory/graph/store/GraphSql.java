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
            select b.segment_no, b.block_no, b.block
            from unnest(?::integer[], ?::integer[]) as q(segment_no, block_no)
            join graph_block b on b.tenant_id = ? and b.pool_id = ? and b.segment_no = q.segment_no
                 and b.block_no = q.block_no""";

    static final String PATHS = """
            select file_no, path from graph_file
            where file_no = any(?::integer[]) and tenant_id = ? and pool_id = ?""";

    static final String NAMES_BY_NUMBER = """
            select path, names from graph_file
            where file_no = any(?::integer[]) and tenant_id = ? and pool_id = ?""";

    static final String FACTS_BY_NUMBER = """
            select path, names, facts from graph_file
            where file_no = any(?::integer[]) and tenant_id = ? and pool_id = ?""";

    private static final String BY_PATH = """
             from unnest(?::bigint[], ?::text[]) as q(hash, path)
            join graph_snapshot m on m.tenant_id = ? and m.snapshot_id = ?
            join graph_file f on f.tenant_id = m.tenant_id and f.pool_id = m.pool_id and f.path_hash = q.hash
                 and f.path = q.path and substring(m.members, f.file_no + 1, 1) = b'1'""";

    private static final String FILE = "select f.path, f.blob_id, f.language, f.lines, f.problems";

    static final String FILES_BY_PATH = FILE + BY_PATH;

    static final String FACTS_BY_PATH = FILE + ", f.names, f.facts" + BY_PATH;

    static final String NAMES_BY_PATH = "select f.path, f.names" + BY_PATH;

    static final String ALL_FILES = FILE + """
             from graph_snapshot m
            join graph_file f on f.tenant_id = m.tenant_id and f.pool_id = m.pool_id
                 and substring(m.members, f.file_no + 1, 1) = b'1'
            where m.tenant_id = ? and m.snapshot_id = ?""";

    /// Every question here is a walk along keys in the order it is written, whatever the statistics say; fresh rows have
    /// none. The plan is for any snapshot: to one made for a snapshot that the statistics do not know, every index costs
    /// the same.
    static final Map<String, String> WALK_INDEXES = Map.of(
            "join_collapse_limit", "1",
            "enable_seqscan", "off",
            "enable_hashjoin", "off",
            "enable_mergejoin", "off",
            "plan_cache_mode", "force_generic_plan");

    private GraphSql() {}
}
