package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.api.InferenceService;
import dev.refactory.accelerator.api.InferenceServiceContract;
import dev.refactory.kit.time.SystemTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;

class AcceleratorPoolContractTest extends InferenceServiceContract {
    private @Nullable AcceleratorPool pool;

    @Override
    protected InferenceService open(List<MemberSpec> members) {
        PoolRuntime runtime = PoolRuntime.threads(2, SystemTime.ticker());
        pool = new AcceleratorPool(members, PoolLimits.DEFAULT, Pace.FAST, runtime, new SimpleMeterRegistry());
        return pool;
    }

    @Override
    protected void close() {
        if (pool != null) {
            pool.close();
        }
    }
}
