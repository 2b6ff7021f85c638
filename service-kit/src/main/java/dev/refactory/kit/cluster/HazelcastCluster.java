package dev.refactory.kit.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.topic.ITopic;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The cluster on Hazelcast's open edition: no CP subsystem, so hints only. Nothing is looked for by multicast
/// or in a cloud, and nothing is reported home. A member that freezes is out after 10 s; by default it takes a
/// minute.
public final class HazelcastCluster implements Cluster {
    private static final Logger LOG = LoggerFactory.getLogger(HazelcastCluster.class);
    private static final long PATIENCE_MS = 200;
    private static final int HINT_SECONDS = 60;
    private static final int PORTS_TRIED = 20;
    private static final int MAX_HINTS = 10_000;
    private static final String LITTLE = "2";
    private static final String MERGE_SECONDS = "5";

    private final HazelcastInstance hazelcast;

    private HazelcastCluster(HazelcastInstance hazelcast) {
        this.hazelcast = hazelcast;
    }

    /// Joins, or starts alone; takes about three seconds.
    /// @throws RefactoryException `configuration_invalid` when it cannot take part
    public static HazelcastCluster start(ClusterSettings settings) {
        try {
            return new HazelcastCluster(Hazelcast.newHazelcastInstance(config(settings)));
        } catch (RuntimeException e) {
            throw new RefactoryException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "cluster",
                    "Hazelcast did not start on " + settings.host() + ":" + settings.port() + " (" + e.getMessage()
                            + "): check cluster.port and cluster.members.",
                    e);
        }
    }

    private static Config config(ClusterSettings settings) {
        Config config = new Config();
        config.setClusterName(settings.name());
        config.setInstanceName(settings.name() + "-" + UUID.randomUUID());
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        // Not by enabling an interface: then members given by name are looked for on that interface only.
        config.setProperty("hazelcast.local.localAddress", settings.host());
        config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
        config.setProperty("hazelcast.max.no.heartbeat.seconds", "8");
        // Whoever stood still for longer finds itself alone, and back after five minutes if nobody says otherwise.
        config.setProperty("hazelcast.merge.first.run.delay.seconds", MERGE_SECONDS);
        config.setProperty("hazelcast.merge.next.run.delay.seconds", MERGE_SECONDS);
        config.setProperty("hazelcast.operation.call.timeout.millis", "5000");
        config.setProperty("hazelcast.partition.count", "31");
        config.setProperty("hazelcast.operation.thread.count", LITTLE);
        config.setProperty("hazelcast.operation.generic.thread.count", LITTLE);
        config.setProperty("hazelcast.io.thread.count", "1");
        config.setProperty("hazelcast.event.thread.count", "1");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.getMetricsConfig().setEnabled(false);
        config.getJetConfig().setEnabled(false);
        config.addMapConfig(new MapConfig("*")
                .setBackupCount(0)
                .setTimeToLiveSeconds(HINT_SECONDS)
                .setEvictionConfig(new EvictionConfig()
                        .setEvictionPolicy(EvictionPolicy.LRU)
                        .setMaxSizePolicy(MaxSizePolicy.PER_NODE)
                        .setSize(MAX_HINTS))
                .setStatisticsEnabled(false));
        // Members must look for each other in the same way to join, also one that looks for nobody.
        List<String> members =
                settings.members().isEmpty() ? List.of(settings.host() + ":" + settings.port()) : settings.members();
        NetworkConfig network = config.getNetworkConfig();
        network.setPort(settings.port()).setPortAutoIncrement(true).setPortCount(PORTS_TRIED);
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(members).setConnectionTimeoutSeconds(2);
        return config;
    }

    @Override
    public String self() {
        return hazelcast.getCluster().getLocalMember().getUuid().toString();
    }

    @Override
    public List<String> members() {
        try {
            return hazelcast.getCluster().getMembers().stream()
                    .map(member -> member.getUuid().toString())
                    .sorted()
                    .toList();
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    @Override
    public HintMap map(String name) {
        return new HazelcastMap(hazelcast.getMap(name));
    }

    @Override
    public HintTopic topic(String name) {
        return new HazelcastTopic(hazelcast.getTopic(name));
    }

    @Override
    public void close() {
        hazelcast.shutdown();
    }

    /// The value, or nothing when the others take too long or are away.
    private static <T> Optional<T> soon(CompletionStage<T> answer) {
        try {
            return Optional.ofNullable(answer.toCompletableFuture().get(PATIENCE_MS, TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("hint not had reason={}", e.toString());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// A hint is one text: its version, a space, its value. `put` is the store's compare-and-set, tried a few
    /// times.
    private static final class HazelcastMap implements HintMap {
        private static final int TRIES = 3;

        private final IMap<String, String> hints;
        private final SeenVersions seen = new SeenVersions();

        HazelcastMap(IMap<String, String> hints) {
            this.hints = hints;
        }

        @Override
        public void put(String key, long version, String value) {
            if (!HintLimits.fits(key, value)) {
                return;
            }
            quietly(() -> {
                for (int i = 0; i < TRIES; i++) {
                    String old = soon(hints.getAsync(key)).orElse(null);
                    if (old == null) {
                        soon(hints.putAsync(key, version + " " + value, HINT_SECONDS, TimeUnit.SECONDS));
                        return;
                    }
                    if (decode(old).version() > version) {
                        return;
                    }
                    // Put once more even when nothing changes: a hint that is repeated lives on.
                    if (hints.replace(key, old, version + " " + value)) {
                        return;
                    }
                }
            });
        }

        @Override
        public Optional<Hint> get(String key) {
            try {
                return soon(hints.getAsync(key)).map(HazelcastMap::decode).flatMap(hint -> seen.accept(key, hint));
            } catch (RuntimeException e) {
                return Optional.empty();
            }
        }

        @Override
        public void remove(String key) {
            quietly(() -> soon(hints.removeAsync(key)));
        }

        @Override
        public Map<String, Hint> all() {
            Map<String, Hint> all = new TreeMap<>();
            quietly(() -> hints.forEach((key, text) -> all.put(key, decode(text))));
            return all;
        }

        private static Hint decode(String text) {
            int space = text.indexOf(' ');
            return new Hint(Long.parseLong(text.substring(0, space)), text.substring(space + 1));
        }
    }

    private record HazelcastTopic(ITopic<String> topic) implements HintTopic {
        @Override
        public void publish(String message) {
            if (message.length() <= HintLimits.MESSAGE) {
                quietly(() -> topic.publishAsync(message));
            }
        }

        @Override
        public Subscription subscribe(Consumer<String> listener) {
            UUID registration = topic.addMessageListener(message -> listener.accept(message.getMessageObject()));
            return () -> quietly(() -> topic.removeMessageListener(registration));
        }
    }

    private static void quietly(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.debug("hint dropped reason={}", e.toString());
        }
    }
}
