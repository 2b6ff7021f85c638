package dev.refactory.worker.house;

import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.pool.AcceleratorPool;
import dev.refactory.accelerator.pool.MemberSpec;
import dev.refactory.accelerator.pool.Pace;
import dev.refactory.accelerator.pool.PoolLimits;
import dev.refactory.accelerator.pool.PoolRuntime;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.worker.model.RecipeModelHost;
import dev.refactory.worker.model.TokenCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;

/// Real pools of one simulated accelerator.
public final class Wafer {
    private Wafer() {}

    /// @param batch requests that run together at most
    public static AcceleratorPool pool(int batch, int threads) {
        PoolLimits usual = PoolLimits.DEFAULT;
        PoolLimits limits = new PoolLimits(
                batch,
                usual.maxWaiting(),
                usual.maxPendingBytes(),
                usual.maxRuns(),
                usual.ageing(),
                usual.executionLimit());
        MemberSpec member =
                new MemberSpec("wafer", DeviceProfile.SPARK_SIM, List.of(new RecipeModelHost(new TokenCounter())));
        return new AcceleratorPool(
                List.of(member),
                limits,
                Pace.FAST,
                PoolRuntime.threads(threads, SystemTime.ticker()),
                new SimpleMeterRegistry());
    }
}
