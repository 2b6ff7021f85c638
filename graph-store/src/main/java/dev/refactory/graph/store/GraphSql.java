package dev.refactory.graph.store;

import java.util.Map;

/// Every statement of [PostgresGraphView], named after what uses it. Each begins at the snapshot's row, which knows the
/// pool and which of its files count.
final class GraphSql {
    private static final String SYMBOL_COLUMNS = """
            select s.symbol, s.kind, s.name, c.symbol as container, f.path, s.modifiers, s.signature, s.deprecated,
                   s.for_removal
            """;

    /// The snapshot asked about.
    private static final String SNAPSHOT = """
            join graph_snapshot m on m.tenant_id = ? and m.snapshot_id = ?
            """;

    private static final String CONTAINER = """
            left join graph_symbol c on c.tenant_id = s.tenant_id and c.pool_id = s.pool_id
                 and c.row_no = s.container_no
            left join graph_file f on f.tenant_id = s.tenant_id and f.pool_id = s.pool_id and f.file_no = s.file_no
            """;

    /// Whether a file of the pool is in the snapshot; false also for those that came after it.
    private static String member(String fileNo) {
        return " substring(m.members, " + fileNo + " + 1, 1) = b'1' ";
    }

    /// Whether a description holds in the snapshot. What is declared elsewhere is described alike by the whole pool.
    private static final String HOLDS = " (s.file_no is null or" + member("s.file_no") + ") ";

    static final String SYMBOLS =
            SYMBOL_COLUMNS + """
            from unnest(?::bigint[], ?::text[]) as q(hash, symbol)
            """ + SNAPSHOT + """
            join graph_symbol s on s.tenant_id = m.tenant_id and s.pool_id = m.pool_id and s.symbol_hash = q.hash
                 and s.symbol = q.symbol
            """ + CONTAINER + "where s.kind is not null and" + HOLDS;

    static final String SYMBOLS_NAMED = SYMBOL_COLUMNS + """
            from graph_snapshot m
            join graph_symbol s on s.tenant_id = m.tenant_id and s.pool_id = m.pool_id
            """ + CONTAINER + """
            where m.tenant_id = ? and m.snapshot_id = ? and s.name_hash = ? and s.name = ?
              and s.kind not in (11, 12, 13) and""" + HOLDS;

    static final String MEMBERS_OF = SYMBOL_COLUMNS + """
            from unnest(?::bigint[], ?::text[]) as q(hash, symbol)
            """ + SNAPSHOT + """
            join graph_symbol c on c.tenant_id = m.tenant_id and c.pool_id = m.pool_id and c.symbol_hash = q.hash
                 and c.symbol = q.symbol and c.row_no = c.symbol_no
            join graph_symbol s on s.tenant_id = c.tenant_id and s.pool_id = c.pool_id
                 and s.container_no = c.row_no
            join graph_file f on f.tenant_id = s.tenant_id and f.pool_id = s.pool_id and f.file_no = s.file_no
            where s.file_no is not null and s.kind not in (11, 12, 13) and""" + member("s.file_no");

    /// Walks the index of names, which has no locals: what is deprecated is a handful of rows.
    static final String DEPRECATED = """
            select distinct s.symbol from graph_snapshot m
            join graph_symbol s on s.tenant_id = m.tenant_id and s.pool_id = m.pool_id
            where m.tenant_id = ? and m.snapshot_id = ? and s.kind not in (11, 12, 13) and s.deprecated and""" + HOLDS;

    /// Walks the index of members, which has only what the repository declares.
    static final String DECLARED = """
            select distinct s.symbol from graph_snapshot m
            join graph_symbol s on s.tenant_id = m.tenant_id and s.pool_id = m.pool_id
            where m.tenant_id = ? and m.snapshot_id = ? and s.file_no is not null and s.kind not in (11, 12, 13)
              and s.kind = any(?::integer[]) and starts_with(s.symbol, ?) and""" + member("s.file_no");

    /// Walks the index of names. A spelling that is declared too is left out by whoever asks for its description; one
    /// that only other snapshots of the pool name has no occurrence here.
    static final String MENTIONED = """
            select distinct s.symbol from graph_snapshot m
            join graph_symbol s on s.tenant_id = m.tenant_id and s.pool_id = m.pool_id
            where m.tenant_id = ? and m.snapshot_id = ? and s.file_no is null and s.kind not in (11, 12, 13)
              and s.kind = any(?::integer[]) and starts_with(s.symbol, ?)
              and exists (select 1 from graph_occurrence o
                          where o.tenant_id = s.tenant_id and o.pool_id = s.pool_id
                            and o.symbol_no = s.symbol_no and""" + member("o.file_no") + ")";

    static final String OCCURRENCES_OF = """
            select f.path, s.symbol, o.places
            from unnest(?::bigint[], ?::text[]) as q(hash, symbol)
            """ + SNAPSHOT + """
            join graph_symbol s on s.tenant_id = m.tenant_id and s.pool_id = m.pool_id and s.symbol_hash = q.hash
                 and s.symbol = q.symbol and s.row_no = s.symbol_no
            join graph_occurrence o on o.tenant_id = s.tenant_id and o.pool_id = s.pool_id
                 and o.symbol_no = s.symbol_no and""" + member("o.file_no") + """
            join graph_file f on f.tenant_id = o.tenant_id and f.pool_id = o.pool_id
                 and f.file_no = o.file_no""";

    /// Distinct spellings, best first. The text is looked for in the name or in the whole spelling.
    static final String SEARCH = """
            select symbol,
                   min(case when looked = wanted then 0 when starts_with(looked, wanted) then 1 else 2 end) as rank
            from (select s.symbol, lower(case when ? then s.symbol else s.name end) as looked, lower(?) as wanted
                  from graph_snapshot m
                  join graph_symbol s on s.tenant_id = m.tenant_id and s.pool_id = m.pool_id
                  where m.tenant_id = ? and m.snapshot_id = ? and s.file_no is not null
                    and s.kind not in (11, 12, 13)
                    and (cardinality(?::integer[]) = 0 or s.kind = any(?::integer[])) and""" + member("s.file_no") + """
                 ) as candidate
            where strpos(looked, wanted) > 0
            group by symbol order by rank, symbol collate "C" limit ?""";

    private static final String RELATIONS = """
            select distinct a.symbol as from_symbol, r.kind, b.symbol as to_symbol
            from unnest(?::bigint[], ?::text[]) as q(hash, symbol)
            """ + SNAPSHOT;

    static final String RELATIONS_FROM = RELATIONS + """
            join graph_symbol a on a.tenant_id = m.tenant_id and a.pool_id = m.pool_id and a.symbol_hash = q.hash
                 and a.symbol = q.symbol and a.row_no = a.symbol_no
            join graph_relation r on r.tenant_id = a.tenant_id and r.pool_id = a.pool_id
                 and r.from_no = a.symbol_no and r.kind = ? and""" + member("r.file_no") + """
            join graph_symbol b on b.tenant_id = r.tenant_id and b.pool_id = r.pool_id
                 and b.row_no = r.to_no""";

    static final String RELATIONS_TO = RELATIONS + """
            join graph_symbol b on b.tenant_id = m.tenant_id and b.pool_id = m.pool_id and b.symbol_hash = q.hash
                 and b.symbol = q.symbol and b.row_no = b.symbol_no
            join graph_relation r on r.tenant_id = b.tenant_id and r.pool_id = b.pool_id
                 and r.to_no = b.symbol_no and r.kind = ? and""" + member("r.file_no") + """
            join graph_symbol a on a.tenant_id = r.tenant_id and a.pool_id = r.pool_id
                 and a.row_no = r.from_no""";

    private static final String FILE_COLUMNS =
            "select f.file_no, f.path, f.blob_id, f.language, f.lines, f.problems from ";

    static final String FILES_BY_PATH = FILE_COLUMNS + """
            unnest(?::bigint[], ?::text[]) as q(hash, path)
            """ + SNAPSHOT + """
            join graph_file f on f.tenant_id = m.tenant_id and f.pool_id = m.pool_id and f.path_hash = q.hash
                 and f.path = q.path and""" + member("f.file_no");

    static final String ALL_FILES = FILE_COLUMNS + """
            graph_snapshot m
            join graph_file f on f.tenant_id = m.tenant_id and f.pool_id = m.pool_id and""" + member("f.file_no") + """
            where m.tenant_id = ? and m.snapshot_id = ?""";

    static final String DECLARED_IN = """
            select d.file_no, s.symbol, s.kind, s.name, c.symbol as container, f.path, s.modifiers, s.signature,
                   s.deprecated, s.for_removal
            from graph_snapshot m
            join graph_file d on d.tenant_id = m.tenant_id and d.pool_id = m.pool_id
            cross join lateral unnest(d.declared) with ordinality as n(row_no, place)
            join graph_symbol s on s.tenant_id = d.tenant_id and s.pool_id = d.pool_id
                 and s.row_no = n.row_no
            """ + CONTAINER + """
            where m.tenant_id = ? and m.snapshot_id = ? and d.file_no = any(?::integer[])
            order by d.file_no, n.place""";

    static final String OCCURRENCES_IN = """
            select o.file_no, s.symbol, o.places
            from graph_snapshot m
            join graph_occurrence o on o.tenant_id = m.tenant_id and o.pool_id = m.pool_id
            join graph_symbol s on s.tenant_id = o.tenant_id and s.pool_id = o.pool_id
                 and s.row_no = o.symbol_no
            where m.tenant_id = ? and m.snapshot_id = ? and o.file_no = any(?::integer[])""";

    static final String RELATIONS_IN = """
            select r.file_no, a.symbol as from_symbol, r.kind, b.symbol as to_symbol
            from graph_snapshot m
            join graph_relation r on r.tenant_id = m.tenant_id and r.pool_id = m.pool_id
            join graph_symbol a on a.tenant_id = r.tenant_id and a.pool_id = r.pool_id
                 and a.row_no = r.from_no
            join graph_symbol b on b.tenant_id = r.tenant_id and b.pool_id = r.pool_id
                 and b.row_no = r.to_no
            where m.tenant_id = ? and m.snapshot_id = ? and r.file_no = any(?::integer[])""";

    static final String DIAGNOSTICS_IN = """
            select d.file_no, d.severity, d.code, d.message, d.line, d.start_offset
            from graph_snapshot m
            join graph_diagnostic d on d.tenant_id = m.tenant_id and d.pool_id = m.pool_id
            where m.tenant_id = ? and m.snapshot_id = ? and d.file_no = any(?::integer[])
            order by d.file_no, d.ordinal""";

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

    private GraphSql() {}
}
