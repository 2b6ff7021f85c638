package dev.refactory.accelerator.sim;

import java.util.HashMap;
import java.util.Map;

/// How long answers will be. Only the device knows; no policy is shown it.
final class Lengths {
    private final Map<Integer, Integer> byCall = new HashMap<>();

    void put(int call, int tokens) {
        byCall.put(call, tokens);
    }

    int get(int call) {
        Integer tokens = byCall.get(call);
        if (tokens == null) {
            throw new IllegalStateException("Call " + call + " has an answer that is not known");
        }
        return tokens;
    }

    void remove(int call) {
        byCall.remove(call);
    }

    boolean isKnown(int call) {
        return byCall.containsKey(call);
    }
}
