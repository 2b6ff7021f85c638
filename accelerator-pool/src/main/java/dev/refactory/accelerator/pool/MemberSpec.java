package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.api.Model;
import dev.refactory.accelerator.device.DeviceProfile;
import java.util.List;

/// A member to be: one simulated wafer group and the models it serves.
///
/// @param name unique within the pool
/// @param models at least one, with distinct names
public record MemberSpec(String name, DeviceProfile profile, List<Model> models) {
    public MemberSpec {
        models = List.copyOf(models);
        if (models.isEmpty()) {
            throw new IllegalArgumentException("Member " + name + " serves no model");
        }
        if (models.stream().map(Model::name).distinct().count() != models.size()) {
            throw new IllegalArgumentException("Member " + name + " serves a model twice");
        }
    }
}
