package dev.refactory.accelerator.pool;

import dev.refactory.kit.tenant.TenantId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// When each tenant, and each group within it, was last served: whoever was served longest ago is next.
/// Not thread-safe.
final class Turns {
    private final Map<TenantId, Long> tenants;
    private final Map<Group, Long> groups;
    private final Map<String, Long> models;
    private long served;

    Turns() {
        this(new HashMap<>(), new HashMap<>(), new HashMap<>(), 0);
    }

    private Turns(Map<TenantId, Long> tenants, Map<Group, Long> groups, Map<String, Long> models, long served) {
        this.tenants = tenants;
        this.groups = groups;
        this.models = models;
        this.served = served;
    }

    record Group(TenantId tenant, String name) {
        static Group of(WaitingRequest request) {
            return new Group(request.tenant(), request.group());
        }
    }

    Turns copy() {
        return new Turns(new HashMap<>(tenants), new HashMap<>(groups), new HashMap<>(models), served);
    }

    /// 0 for who is new.
    long lastOf(TenantId tenant) {
        return tenants.getOrDefault(tenant, 0L);
    }

    /// 0 for who is new.
    long lastOf(Group group) {
        return groups.getOrDefault(group, 0L);
    }

    /// 0 for what is new.
    long lastOfModel(String model) {
        return models.getOrDefault(model, 0L);
    }

    void serve(WaitingRequest request) {
        served++;
        tenants.put(request.tenant(), served);
        groups.put(Group.of(request), served);
        models.put(request.model(), served);
    }

    /// Forgets everybody who has nothing waiting; they lose nothing by being taken for new.
    void keepOnly(Collection<WaitingRequest> waiting) {
        Set<TenantId> waitingTenants = new HashSet<>();
        Set<Group> waitingGroups = new HashSet<>();
        Set<String> waitingModels = new HashSet<>();
        for (WaitingRequest request : waiting) {
            waitingTenants.add(request.tenant());
            waitingGroups.add(Group.of(request));
            waitingModels.add(request.model());
        }
        tenants.keySet().retainAll(waitingTenants);
        groups.keySet().retainAll(waitingGroups);
        models.keySet().retainAll(waitingModels);
    }
}
