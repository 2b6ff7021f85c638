package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.pool.Placement.MemberLoad;
import dev.refactory.accelerator.pool.SimulatedAccelerator.State;
import dev.refactory.kit.problem.RefactoryException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Who is in the pool, by name, and which models were ever served. Guarded by the pool's lock.
final class Members {
    private final TreeMap<String, SimulatedAccelerator> byName = new TreeMap<>();
    private final TreeSet<String> modelsEverServed = new TreeSet<>();

    /// @throws RefactoryException `configuration_invalid` when a member of that name is there and has not
    ///     failed
    void add(MemberSpec spec) {
        SimulatedAccelerator present = byName.get(spec.name());
        if (present != null && present.state() != State.FAILED) {
            throw Refusals.nameTaken(spec.name());
        }
        byName.put(spec.name(), new SimulatedAccelerator(spec));
        spec.models().forEach(model -> modelsEverServed.add(model.name()));
    }

    void remove(SimulatedAccelerator member) {
        byName.remove(member.name(), member);
    }

    Optional<SimulatedAccelerator> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Collection<SimulatedAccelerator> all() {
        return List.copyOf(byName.values());
    }

    List<MemberLoad> loads() {
        return byName.values().stream().map(SimulatedAccelerator::load).toList();
    }

    /// Empty when its member failed or was closed meanwhile.
    Optional<SimulatedAccelerator> runnerOf(RunningBatch batch) {
        return byName.values().stream()
                .filter(member -> member.isRunning(batch))
                .findFirst();
    }

    /// Why no member may take such a request, if so.
    Optional<RefactoryException> refusal(InferenceRequest request) {
        if (!modelsEverServed.isEmpty() && !modelsEverServed.contains(request.model())) {
            return Optional.of(Refusals.unknownModel(request.model(), modelsEverServed));
        }
        List<SimulatedAccelerator> serving = byName.values().stream()
                .filter(member -> member.state() == State.ACTIVE && member.serves(request.model()))
                .toList();
        if (serving.isEmpty()) {
            return Optional.of(Refusals.noMember(request.model()));
        }
        long capacity = serving.stream()
                .mapToLong(SimulatedAccelerator::contextCapacity)
                .max()
                .orElseThrow();
        return CallBook.contextTokens(request) > capacity
                ? Optional.of(Refusals.tooLong(request, capacity))
                : Optional.empty();
    }
}
