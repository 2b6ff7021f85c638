package dev.refactory.benchmarks.differential;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Chooses requests: the same seed, the same ones.
final class RequestChoice {
    /// So often per request wanted, something is drawn that may be nothing or known.
    private static final int DRAWS = 20;

    private final long seed;
    private final int wanted;
    private final List<Request> chosen = new ArrayList<>();

    RequestChoice(long seed, int wanted) {
        this.seed = seed;
        this.wanted = wanted;
    }

    /// What is asked for, before it has a number.
    ///
    /// @param about for people, and different for different requests
    record Draft(String about, Request.Asked ours, Request.Asked theirs, List<String> names) {}

    /// Makes up one request.
    interface Maker {
        Optional<Draft> draw(RandomGenerator random);
    }

    /// Adds up to as many different requests as are wanted.
    void add(Operation operation, String tree, Maker maker) {
        RandomGenerator random = random(operation);
        Set<String> known = new LinkedHashSet<>();
        for (int draw = 0; draw < wanted * DRAWS && known.size() < wanted; draw++) {
            Draft draft = maker.draw(random).orElse(null);
            if (draft != null && known.add(draft.about())) {
                chosen.add(new Request(
                        chosen.size(),
                        operation.title(),
                        tree,
                        draft.about(),
                        draft.ours(),
                        draft.theirs(),
                        draft.names()));
            }
        }
    }

    RandomGenerator random(Operation operation) {
        return new SplittableRandom(seed * Operation.values().length + operation.ordinal());
    }

    long seed() {
        return seed;
    }

    int wanted() {
        return wanted;
    }

    List<Request> chosen() {
        return List.copyOf(chosen);
    }

    static <T> T any(List<T> choice, RandomGenerator random) {
        return choice.get(random.nextInt(choice.size()));
    }
}
