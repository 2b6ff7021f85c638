package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.memory.OutsideStore;
import dev.refactory.accelerator.pool.Member.State;
import dev.refactory.accelerator.schedule.Router;
import dev.refactory.kit.problem.RefactoryException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Who is in the pool, by name, and which models were ever served. Guarded by the pool's lock.
final class Members {
    private final TreeMap<String, Member> byName = new TreeMap<>();
    private final TreeSet<String> modelsEverServed = new TreeSet<>();
    private Router router = Router.firstToken(0);

    /// @throws RefactoryException `configuration_invalid` when a member of that name is there and has not
    ///     failed
    void add(MemberSpec spec, Member member) {
        Member present = byName.get(spec.name());
        if (present != null && present.state() != State.FAILED) {
            throw Refusals.nameTaken(spec.name());
        }
        if (byName.isEmpty()) {
            router = Router.firstToken(outsideShare(spec.profile()));
        }
        byName.put(spec.name(), member);
        spec.models().forEach(model -> modelsEverServed.add(model.name()));
    }

    /// What bringing back a token from outside takes, in times of computing it. Members of a pool are alike.
    private static double outsideShare(DeviceProfile profile) {
        return OutsideStore.Place.of(profile, 0).shareOf(new StepCost(profile.pipeline()));
    }

    void remove(Member member) {
        byName.remove(member.name(), member);
    }

    Optional<Member> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    List<Member> all() {
        return List.copyOf(byName.values());
    }

    /// Those that have not failed.
    List<Member> present() {
        return byName.values().stream()
                .filter(member -> member.state() != State.FAILED)
                .toList();
    }

    /// The one that would come to a call's first token first; empty when nobody takes it.
    Optional<Member> route(InFlight call) {
        List<Member> able = byName.values().stream()
                .filter(member -> member.canTake(call.request()))
                .toList();
        return able.isEmpty()
                ? Optional.empty()
                : Optional.of(able.get(router.route(call.scheduled(0, Integer.MAX_VALUE), able)));
    }

    /// Where a call is, waiting or not.
    Optional<Member> holderOf(InFlight call) {
        return byName.values().stream().filter(member -> member.holds(call)).findFirst();
    }

    /// Why no member may take such a request, if so.
    Optional<RefactoryException> refusal(InferenceRequest request) {
        if (!modelsEverServed.isEmpty() && !modelsEverServed.contains(request.model())) {
            return Optional.of(Refusals.unknownModel(request.model(), modelsEverServed));
        }
        List<Member> serving = byName.values().stream()
                .filter(member -> member.state() == State.ACTIVE && member.serves(request.model()))
                .toList();
        if (serving.isEmpty()) {
            return Optional.of(Refusals.noMember(request.model()));
        }
        long capacity =
                serving.stream().mapToLong(Member::contextCapacity).max().orElseThrow();
        return RequestBook.contextTokens(request) > capacity
                ? Optional.of(Refusals.tooLong(request, capacity))
                : Optional.empty();
    }
}
