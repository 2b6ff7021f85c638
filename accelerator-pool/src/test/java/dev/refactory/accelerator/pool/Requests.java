package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.Model;
import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.kit.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// Requests and a small deterministic model for tests.
public final class Requests {
    private Requests() {}

    public static InferenceRequest request(String id) {
        return request(id, "job-1", ServiceTier.STANDARD);
    }

    public static InferenceRequest request(String id, String group, ServiceTier tier) {
        return request(id, group, tier, 100);
    }

    public static InferenceRequest request(String id, String group, ServiceTier tier, int promptTokens) {
        byte[] input = ("input of " + id).getBytes(StandardCharsets.UTF_8);
        return new InferenceRequest(id, TenantId.DEFAULT, group, "upper", tier, input, promptTokens, List.of());
    }

    public static InferenceRequest ofModel(String id, String model) {
        byte[] input = id.getBytes(StandardCharsets.UTF_8);
        return new InferenceRequest(id, TenantId.DEFAULT, "job-1", model, ServiceTier.STANDARD, input, 10, List.of());
    }

    public static MemberSpec member(String name, Model... models) {
        return new MemberSpec(name, DeviceProfile.SPARK_SIM, List.of(models));
    }

    /// Answers in upper case.
    public static Model upper() {
        return new Upper("upper");
    }

    public record Upper(String name) implements Model {
        @Override
        public byte[] infer(byte[] input) {
            return new String(input, StandardCharsets.UTF_8)
                    .toUpperCase(Locale.ROOT)
                    .getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int countTokens(byte[] output) {
            return output.length / 4 + 1;
        }
    }
}
