package dev.refactory.kit.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The configuration of one process, in the pieces its parts take.
///
/// @param postgres null when the embedded one is to be started
/// @param kafka null when the embedded one is to be started
public record RefactoryConfig(
        Path dataDir,
        Http http,
        @Nullable Postgres postgres,
        @Nullable Kafka kafka,
        Cluster cluster,
        Sources sources,
        Repositories repositories,
        Accelerators accelerators,
        Work work) {

    public static RefactoryConfig from(ResolvedConfig config) {
        return new RefactoryConfig(
                config.get(ConfigKeys.DATA_DIR),
                new Http(config.get(ConfigKeys.HOST), config.get(ConfigKeys.PORT)),
                config.find(ConfigKeys.POSTGRES_URL)
                        .map(url -> new Postgres(
                                url,
                                config.get(ConfigKeys.POSTGRES_USER),
                                config.find(ConfigKeys.POSTGRES_PASSWORD).orElse(""),
                                config.get(ConfigKeys.POSTGRES_CONNECTIONS)))
                        .orElse(null),
                config.find(ConfigKeys.KAFKA_BOOTSTRAP)
                        .map(brokers -> new Kafka(String.join(",", brokers)))
                        .orElse(null),
                new Cluster(
                        config.get(ConfigKeys.CLUSTER_NAME),
                        config.get(ConfigKeys.CLUSTER_HOST),
                        config.get(ConfigKeys.CLUSTER_PORT),
                        config.find(ConfigKeys.CLUSTER_MEMBERS).orElse(List.of())),
                new Sources(config.get(ConfigKeys.ALLOW_PATH), config.get(ConfigKeys.MAVEN_REPOSITORIES)),
                new Repositories(
                        config.get(ConfigKeys.REPOSITORIES_MAX_BYTES),
                        config.get(ConfigKeys.UPLOADS_MAX_BYTES),
                        config.get(ConfigKeys.PRIVATE_NETWORK),
                        config.find(ConfigKeys.CA_CERTIFICATES).orElse(null),
                        config.find(ConfigKeys.SECRETS_KEY).orElse(List.of())),
                new Accelerators(
                        config.get(ConfigKeys.ACCELERATORS),
                        config.get(ConfigKeys.ACCELERATOR_MEMBERS),
                        config.get(ConfigKeys.ACCELERATOR_DEVICE),
                        config.get(ConfigKeys.PACE)),
                new Work(
                        config.get(ConfigKeys.WORKER_SLOTS),
                        config.get(ConfigKeys.INDEXER_SLOTS),
                        config.get(ConfigKeys.INDEXER_BUILDS),
                        config.get(ConfigKeys.INDEXER_CHILD_HEAP),
                        config.get(ConfigKeys.INDEXER_CHILD_THREADS),
                        config.get(ConfigKeys.INDEXER_CHILD_JIT),
                        Duration.ofSeconds(config.get(ConfigKeys.LEASE_SECONDS))));
    }

    /// @param port 0 takes any free one
    public record Http(String host, int port) {
        /// Whether only this machine can connect.
        public boolean loopback() {
            return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
        }
    }

    /// @param url a JDBC URL
    /// @param connections of one process, at most
    public record Postgres(String url, String user, String password, int connections) {
        @Override
        public String toString() {
            return "Postgres[" + url + ", " + user + "]";
        }
    }

    /// @param bootstrap `host:port` pairs, separated by commas
    public record Kafka(String bootstrap) {}

    /// @param host 0.0.0.0 is the address of this machine's own name
    /// @param port 0 takes any free one
    /// @param members `host:port` of others to join; empty means alone
    public record Cluster(String name, String host, int port, List<String> members) {
        public Cluster {
            members = List.copyOf(members);
        }
    }

    /// @param allowedPaths absolute; local repositories below them may be read
    /// @param mavenRepositories empty means those of the user's Maven settings
    public record Sources(List<Path> allowedPaths, List<URI> mavenRepositories) {
        public Sources {
            allowedPaths = List.copyOf(allowedPaths);
            mavenRepositories = List.copyOf(mavenRepositories);
        }
    }

    /// Prints without the keys.
    ///
    /// @param maxBytes of this machine's copies
    /// @param uploadBytes of one tenant's bundles
    /// @param privateNetwork whether hosts with private addresses may be fetched from
    /// @param caCertificates a PEM file of more authorities; null when the usual ones are enough
    /// @param secretKeys in base64, the newest first; empty when none were given
    public record Repositories(
            long maxBytes,
            long uploadBytes,
            boolean privateNetwork,
            @Nullable Path caCertificates,
            List<String> secretKeys) {
        public Repositories {
            secretKeys = List.copyOf(secretKeys);
        }

        @Override
        public String toString() {
            return "Repositories[" + maxBytes + ", " + uploadBytes + ", " + privateNetwork + ", " + caCertificates
                    + "]";
        }
    }

    /// @param nodes empty means those the cluster knows
    /// @param members simulated accelerators of this process
    /// @param device what each of them is
    public record Accelerators(List<URI> nodes, int members, Device device, Pace pace) {
        public Accelerators {
            nodes = List.copyOf(nodes);
        }
    }

    /// @param indexerBuilds how many of the indexer's slots may build a graph
    /// @param indexerChildHeapMib of each child process, MiB
    /// @param indexerChildThreads of each child process, for one request
    /// @param indexerChildJit of each child process
    public record Work(
            int workerSlots,
            int indexerSlots,
            int indexerBuilds,
            int indexerChildHeapMib,
            int indexerChildThreads,
            ChildJit indexerChildJit,
            Duration lease) {}
}
