package dev.refactory.roles;

import dev.refactory.accelerator.api.InferenceService;
import dev.refactory.accelerator.api.Model;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.node.AcceleratorNode;
import dev.refactory.accelerator.node.NodeSettings;
import dev.refactory.accelerator.node.RemoteInferenceService;
import dev.refactory.accelerator.node.RemoteSettings;
import dev.refactory.accelerator.plan.JobRecorder;
import dev.refactory.accelerator.pool.AcceleratorPool;
import dev.refactory.accelerator.pool.MemberSpec;
import dev.refactory.accelerator.pool.Pace;
import dev.refactory.accelerator.pool.PoolLimits;
import dev.refactory.accelerator.pool.PoolListener;
import dev.refactory.accelerator.pool.PoolRuntime;
import dev.refactory.kit.cluster.HintMap;
import dev.refactory.kit.config.RefactoryConfig;
import dev.refactory.kit.lifecycle.Service;
import dev.refactory.worker.model.RecipeModelHost;
import dev.refactory.worker.model.TokenCounter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// Accelerators: simulated ones in this process, the node that offers them to others, and the way
/// to others' nodes.
final class Pools {
    private static final String NODES = "accelerator-nodes";
    static final Duration ANNOUNCE_EVERY = Duration.ofSeconds(10);

    /// Models run on this many threads, whatever the number of simulated wafers.
    private static final int MODEL_THREADS = 4;

    /// Without a request for so long.
    private static final Duration JOB_IS_OVER = Duration.ofMinutes(1);

    private Pools() {}

    /// Records what jobs ask of the wafers of this process, for plans of capacity.
    static JobRecorder recorder(Foundation on) {
        return new JobRecorder(on.config.dataDir().resolve("recorded-jobs.jsonl"), JOB_IS_OVER);
    }

    /// Simulated wafers in this process that serve the recipe model.
    static AcceleratorPool local(Foundation on, TokenCounter tokens, PoolListener recorder) {
        RefactoryConfig.Accelerators config = on.config.accelerators();
        List<Model> models = List.of(new RecipeModelHost(tokens));
        Pace pace = switch (config.pace()) {
            case FAST -> Pace.FAST;
            case REAL -> Pace.REAL;
        };
        return new AcceleratorPool(
                members(config, models),
                PoolLimits.DEFAULT,
                pace,
                PoolRuntime.threads(MODEL_THREADS, on.ticker),
                on.metrics,
                recorder);
    }

    static List<MemberSpec> members(RefactoryConfig.Accelerators config, List<Model> models) {
        return IntStream.range(0, config.members())
                .mapToObj(i -> switch (config.device()) {
                    case SPARK_SIM -> new MemberSpec("wafer-" + i, DeviceProfile.SPARK_SIM, models);
                    case GPU_SIM -> new MemberSpec("gpus-" + i, DeviceProfile.GPU_SIM, models);
                })
                .toList();
    }

    /// The nodes that the configuration names, or else those that have told the cluster where they
    /// are.
    static RemoteInferenceService remote(Foundation on) {
        List<URI> named = on.config.accelerators().nodes();
        if (!named.isEmpty()) {
            return new RemoteInferenceService(() -> named, RemoteSettings.DEFAULT, on.ticker, on.metrics);
        }
        KnownNodes known = new KnownNodes(on.cluster.map(NODES), on.ticker);
        known.runOnce();
        on.services.start(known, dev.refactory.kit.lifecycle.Pace.every(KnownNodes.ASK_EVERY));
        return new RemoteInferenceService(known::now, RemoteSettings.DEFAULT, on.ticker, on.metrics);
    }

    /// Serves `pool` to other processes, and tells the cluster where.
    static AcceleratorNode node(Foundation on, InferenceService pool, int port) {
        AcceleratorNode node =
                AcceleratorNode.start(pool, NodeSettings.at(on.config.http().host(), port));
        on.services.start(
                new NodeAnnouncer(on.cluster.map(NODES), on.process, Addresses.reachable(node.uri())),
                dev.refactory.kit.lifecycle.Pace.every(ANNOUNCE_EVERY));
        return node;
    }

    /// Repeats where a node is: what is not repeated is forgotten after a minute.
    private record NodeAnnouncer(HintMap nodes, String process, URI uri) implements Service {
        @Override
        public String title() {
            return "NodeAnnouncer";
        }

        @Override
        public boolean runOnce() {
            nodes.put(process, 1, uri.toString());
            return false;
        }
    }
}
