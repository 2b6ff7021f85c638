package dev.refactory.api.catalogue;

import dev.refactory.graph.scip.ScipLimits;
import dev.refactory.kit.http.HttpHost;
import dev.refactory.queue.job.Quote;
import java.util.LinkedHashMap;
import java.util.Map;

/// Every limit of the door with its value, as `GET /v2/limits` lists them.
public final class Limits {
    public static final long REQUEST_BYTES = 16L << 20;
    public static final long COMMAND_BYTES = 64L << 10;
    public static final int JSON_DEPTH = 64;
    public static final long INLINE_BYTES = 8L << 20;
    public static final int INLINE_FILES = 10_000;
    public static final int PATH_CHARACTERS = 1024;
    public static final int URL_CHARACTERS = 2048;
    public static final int REF_CHARACTERS = 255;
    public static final long BUNDLE_BYTES = 256L << 20;
    public static final int UPLOADS = 4;
    public static final int REPOSITORY_NAME_CHARACTERS = 120;
    public static final int TOKEN_CHARACTERS = 4096;
    public static final int USERNAME_CHARACTERS = 255;
    public static final int QUERY_CHARACTERS = 256;
    public static final int SYMBOLS_DEFAULT = 50;
    public static final int SYMBOLS_MAX = 500;
    public static final int GRAPH_DEPTH_MAX = 10;
    public static final int GRAPH_NODES_DEFAULT = 200;
    public static final int GRAPH_NODES_MAX = 1000;
    public static final int STEPS = 16;
    public static final int MESSAGES = 16;
    public static final int INSTRUCTION_CHARACTERS = 2000;
    public static final int PARAMETERS = 32;
    public static final int PARAMETER_CHARACTERS = 4096;
    public static final int METADATA_MEMBERS = 16;
    public static final int METADATA_KEY_CHARACTERS = 64;
    public static final int METADATA_VALUE_CHARACTERS = 512;
    public static final int IDEMPOTENCY_KEY_CHARACTERS = 255;
    public static final int DEADLINE_SECONDS_DEFAULT = 30 * 60;
    public static final int DEADLINE_SECONDS_MIN = 1;
    public static final int DEADLINE_SECONDS_MAX = 24 * 60 * 60;
    public static final long MAX_SAU = 1_000_000_000;
    /// Of a tenant, unless its row in the database says otherwise; a refusal names the tenant's own.
    public static final int OPEN_JOBS_PER_TENANT = 1000;

    /// Of a tenant, unless its row in the database says otherwise; a refusal names the tenant's own.
    public static final int QUOTES_PER_MINUTE = 60;

    public static final int QUOTE_SECONDS = (int) Quote.VALID.toSeconds();
    public static final int PAGE_DEFAULT = 50;
    public static final int PAGE_MAX = 200;
    public static final int WAIT_SECONDS_MAX = 30;
    public static final int CONCURRENT_REQUESTS = 512;
    public static final int WAITING_REQUESTS = 256;
    public static final int EVENT_STREAMS = 256;
    public static final int EVENT_STREAM_SECONDS = 60 * 60;
    public static final int USAGE_DAYS = 366;

    private Limits() {}

    /// By name, in the order they are shown; units are in the names.
    public static Map<String, Long> all() {
        Map<String, Long> all = new LinkedHashMap<>();
        all.put("request_bytes", REQUEST_BYTES);
        all.put("command_bytes", COMMAND_BYTES);
        all.put("request_line_bytes", (long) HttpHost.MAX_REQUEST_LINE);
        all.put("header_bytes", (long) HttpHost.MAX_HEADERS);
        all.put("connection_idle_seconds", (long) HttpHost.IDLE_SECONDS);
        all.put("json_depth", (long) JSON_DEPTH);
        all.put("inline_bytes", INLINE_BYTES);
        all.put("inline_files", (long) INLINE_FILES);
        all.put("path_characters", (long) PATH_CHARACTERS);
        all.put("url_characters", (long) URL_CHARACTERS);
        all.put("ref_characters", (long) REF_CHARACTERS);
        all.put("bundle_bytes", BUNDLE_BYTES);
        all.put("uploads", (long) UPLOADS);
        all.put("scip_documents", (long) ScipLimits.DEFAULT.documents());
        all.put("scip_document_bytes", (long) ScipLimits.DEFAULT.documentBytes());
        all.put("scip_occurrences_per_document", (long) ScipLimits.DEFAULT.occurrences());
        all.put("scip_symbols", (long) ScipLimits.DEFAULT.symbols());
        all.put("repository_name_characters", (long) REPOSITORY_NAME_CHARACTERS);
        all.put("token_characters", (long) TOKEN_CHARACTERS);
        all.put("username_characters", (long) USERNAME_CHARACTERS);
        all.put("query_characters", (long) QUERY_CHARACTERS);
        all.put("symbols_default", (long) SYMBOLS_DEFAULT);
        all.put("symbols_max", (long) SYMBOLS_MAX);
        all.put("graph_depth_max", (long) GRAPH_DEPTH_MAX);
        all.put("graph_nodes_default", (long) GRAPH_NODES_DEFAULT);
        all.put("graph_nodes_max", (long) GRAPH_NODES_MAX);
        all.put("steps", (long) STEPS);
        all.put("messages", (long) MESSAGES);
        all.put("instruction_characters", (long) INSTRUCTION_CHARACTERS);
        all.put("parameters", (long) PARAMETERS);
        all.put("parameter_characters", (long) PARAMETER_CHARACTERS);
        all.put("metadata_members", (long) METADATA_MEMBERS);
        all.put("metadata_key_characters", (long) METADATA_KEY_CHARACTERS);
        all.put("metadata_value_characters", (long) METADATA_VALUE_CHARACTERS);
        all.put("idempotency_key_characters", (long) IDEMPOTENCY_KEY_CHARACTERS);
        all.put("deadline_seconds_default", (long) DEADLINE_SECONDS_DEFAULT);
        all.put("deadline_seconds_min", (long) DEADLINE_SECONDS_MIN);
        all.put("deadline_seconds_max", (long) DEADLINE_SECONDS_MAX);
        all.put("max_sau", MAX_SAU);
        all.put("open_jobs_per_tenant", (long) OPEN_JOBS_PER_TENANT);
        all.put("quotes_per_minute", (long) QUOTES_PER_MINUTE);
        all.put("quote_seconds", (long) QUOTE_SECONDS);
        all.put("page_default", (long) PAGE_DEFAULT);
        all.put("page_max", (long) PAGE_MAX);
        all.put("wait_seconds_max", (long) WAIT_SECONDS_MAX);
        all.put("concurrent_requests", (long) CONCURRENT_REQUESTS);
        all.put("waiting_requests", (long) WAITING_REQUESTS);
        all.put("event_streams", (long) EVENT_STREAMS);
        all.put("event_stream_seconds", (long) EVENT_STREAM_SECONDS);
        all.put("usage_days", (long) USAGE_DAYS);
        return all;
    }
}
