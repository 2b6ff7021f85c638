package dev.refactory.kit.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// Every setting there is.
public final class ConfigKeys {
    public static final ConfigKey<Path> DATA_DIR = ConfigKey.of(
            "data-dir",
            ValueType.path(),
            "~/.refactory",
            "Where this machine keeps its repositories, and `up` its database and logs");
    public static final ConfigKey<String> HOST =
            ConfigKey.of("host", ValueType.host(), "127.0.0.1", "The address the API listens on");
    public static final ConfigKey<Integer> PORT = ConfigKey.of(
            "port", ValueType.integer(0, 65_535), "7300", "The port the API listens on; 0 takes any free one");
    public static final ConfigKey<URI> URL = ConfigKey.of(
            "url", ValueType.httpUrl(), "http://127.0.0.1:7300", "The server that client commands talk to (--server)");
    public static final ConfigKey<String> API_KEY = ConfigKey.secret("api-key", "The key that client commands send");

    public static final ConfigKey<String> POSTGRES_URL = ConfigKey.unset(
            "postgres.url",
            ValueType.prefixed("jdbc:postgresql:"),
            "An external Postgres; `up` starts its own if unset");
    public static final ConfigKey<String> POSTGRES_USER =
            ConfigKey.of("postgres.user", ValueType.text(), "refactory", "The user of the external Postgres");
    public static final ConfigKey<String> POSTGRES_PASSWORD =
            ConfigKey.secret("postgres.password", "The password of that user");
    public static final ConfigKey<Integer> POSTGRES_CONNECTIONS = ConfigKey.of(
            "postgres.connections", ValueType.integer(2, 200), "12", "Connections one process keeps at most");

    public static final ConfigKey<List<String>> KAFKA_BOOTSTRAP = ConfigKey.unset(
            "kafka.bootstrap", ValueType.members(), "External Kafka brokers; `up` starts its own if unset");

    public static final ConfigKey<String> CLUSTER_NAME =
            ConfigKey.of("cluster.name", ValueType.name(), "refactory", "Processes of one name find each other");
    public static final ConfigKey<String> CLUSTER_HOST = ConfigKey.of(
            "cluster.host",
            ValueType.host(),
            "127.0.0.1",
            "The address this process is a member at; 0.0.0.0 is the one this machine's own name has");
    public static final ConfigKey<Integer> CLUSTER_PORT = ConfigKey.of(
            "cluster.port",
            ValueType.integer(0, 65_535),
            "7301",
            "The port this process is a member at; 0 takes any free one");
    public static final ConfigKey<List<String>> CLUSTER_MEMBERS = ConfigKey.unset(
            "cluster.members", ValueType.members(), "Other members to join; none are looked for if unset");

    public static final ConfigKey<List<Path>> ALLOW_PATH =
            ConfigKey.of("allow-path", ValueType.paths(), "", "Directories below which local repositories may be read");
    public static final ConfigKey<List<URI>> MAVEN_REPOSITORIES = ConfigKey.of(
            "maven.repositories",
            ValueType.httpUrls(),
            "",
            "Where dependencies come from; the repositories of your Maven settings if empty");

    public static final ConfigKey<Long> REPOSITORIES_MAX_BYTES = ConfigKey.of(
            "repositories.max-bytes",
            ValueType.bytes(1 << 20),
            "10GiB",
            "Space for one machine's copies of repositories; the longest unused make room for others");
    public static final ConfigKey<Long> UPLOADS_MAX_BYTES = ConfigKey.of(
            "uploads.max-bytes",
            ValueType.bytes(1 << 20),
            "10GiB",
            "Space in the database for all the Git bundles of one tenant");
    public static final ConfigKey<Boolean> PRIVATE_NETWORK = ConfigKey.of(
            "git.private-network",
            ValueType.yesOrNo(),
            "no",
            "Whether Git hosts with private addresses may be fetched from, and over http: too");
    public static final ConfigKey<Path> CA_CERTIFICATES = ConfigKey.unset(
            "git.ca-certificates",
            ValueType.path(),
            "A PEM file of authorities that Git hosts may be signed by, besides the usual ones; read at the start");
    public static final ConfigKey<List<String>> SECRETS_KEY = new ConfigKey<>(
            "secrets.key",
            ValueType.keys(),
            null,
            true,
            "Keys that Git credentials are sealed with, the newest first, the same for every role; `up` makes its own");

    public static final ConfigKey<List<URI>> ACCELERATORS = ConfigKey.of(
            "accelerators",
            ValueType.httpUrls(),
            "",
            "Accelerator nodes that workers use; those the cluster knows if empty (`up` has its own)");
    public static final ConfigKey<Integer> ACCELERATOR_MEMBERS =
            ConfigKey.of("accelerator.members", ValueType.integer(1, 64), "2", "Simulated accelerators of one process");
    public static final ConfigKey<Device> ACCELERATOR_DEVICE = ConfigKey.of(
            "accelerator.device",
            ValueType.choice(Device.class),
            "spark-sim",
            "What they are made of: wafers, or GPUs as a throughput tier would have them");
    public static final ConfigKey<Pace> PACE = ConfigKey.of(
            "pace",
            ValueType.choice(Pace.class),
            "fast",
            "Whether simulated accelerators wait for the time they charge (real) or not (fast)");

    public static final ConfigKey<Integer> WORKER_SLOTS =
            ConfigKey.of("worker.slots", ValueType.integer(1, 256), "8", "Tasks one worker runs at a time");
    public static final ConfigKey<Integer> INDEXER_SLOTS =
            ConfigKey.of("indexer.slots", ValueType.integer(1, 256), "16", "INDEX tasks one indexer runs at a time");
    public static final ConfigKey<Integer> INDEXER_BUILDS = ConfigKey.of(
            "indexer.builds",
            ValueType.integer(1, 32),
            "1",
            "Repositories whose graph one indexer builds at a time; jobs whose graph is known do not wait for them");
    public static final ConfigKey<Integer> INDEXER_CHILD_HEAP = ConfigKey.of(
            "indexer.child-heap",
            ValueType.integer(128, 65_536),
            "768",
            "Heap of a child process that reads source text, in MiB");
    public static final ConfigKey<Integer> INDEXER_CHILD_THREADS = ConfigKey.of(
            "indexer.child-threads",
            ValueType.integer(1, 16),
            "2",
            "Threads of such a child that share one large request, as far as there are processors");
    public static final ConfigKey<ChildJit> INDEXER_CHILD_JIT = ConfigKey.of(
            "indexer.child-jit",
            ValueType.choice(ChildJit.class),
            "c1",
            "The JVM's compilers for such a child: c1 is quick at once; tiered needs up to some 300 MiB more and twenty"
                    + " large jobs to be as quick, then is quicker");
    public static final ConfigKey<Integer> LEASE_SECONDS = ConfigKey.of(
            "lease.seconds",
            ValueType.integer(3, 600),
            "10",
            "How long a silent process keeps its tasks before others get them");

    /// In the order they are shown.
    public static final List<ConfigKey<?>> ALL = List.of(
            DATA_DIR,
            HOST,
            PORT,
            URL,
            API_KEY,
            POSTGRES_URL,
            POSTGRES_USER,
            POSTGRES_PASSWORD,
            POSTGRES_CONNECTIONS,
            KAFKA_BOOTSTRAP,
            CLUSTER_NAME,
            CLUSTER_HOST,
            CLUSTER_PORT,
            CLUSTER_MEMBERS,
            ALLOW_PATH,
            MAVEN_REPOSITORIES,
            REPOSITORIES_MAX_BYTES,
            UPLOADS_MAX_BYTES,
            PRIVATE_NETWORK,
            CA_CERTIFICATES,
            SECRETS_KEY,
            ACCELERATORS,
            ACCELERATOR_MEMBERS,
            ACCELERATOR_DEVICE,
            PACE,
            WORKER_SLOTS,
            INDEXER_SLOTS,
            INDEXER_BUILDS,
            INDEXER_CHILD_HEAP,
            INDEXER_CHILD_THREADS,
            INDEXER_CHILD_JIT,
            LEASE_SECONDS);

    private ConfigKeys() {}
}
