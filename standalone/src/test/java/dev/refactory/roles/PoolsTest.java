package dev.refactory.roles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.api.Model;
import dev.refactory.accelerator.pool.MemberSpec;
import dev.refactory.kit.config.Device;
import dev.refactory.kit.config.Pace;
import dev.refactory.kit.config.RefactoryConfig;
import dev.refactory.worker.model.RecipeModelHost;
import dev.refactory.worker.model.TokenCounter;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolsTest {
    private static List<String> members(Device device) {
        List<Model> models = List.of(new RecipeModelHost(new TokenCounter()));
        return Pools.members(new RefactoryConfig.Accelerators(List.of(), 2, device, Pace.FAST), models).stream()
                .map((MemberSpec member) ->
                        member.name() + " of " + member.profile().name())
                .toList();
    }

    @Test
    void aProcessServesWithTheDeviceItIsToldToHave() {
        assertThat(members(Device.SPARK_SIM)).containsExactly("wafer-0 of spark-sim", "wafer-1 of spark-sim");
        assertThat(members(Device.GPU_SIM)).containsExactly("gpus-0 of gpu-sim", "gpus-1 of gpu-sim");
    }
}
