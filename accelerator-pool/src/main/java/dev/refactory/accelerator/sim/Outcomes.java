package dev.refactory.accelerator.sim;

import java.util.Arrays;

/// When the calls of a run got their first and last tokens. Each is told once, no earlier than the call
/// arrived. Not thread-safe.
public final class Outcomes implements Answers {
    private static final long NOT_YET = -1;

    private final long[] arrival;
    private final long[] first;
    private final long[] last;

    /// @param arrivalPicos of the calls, by id
    Outcomes(long[] arrivalPicos) {
        this.arrival = arrivalPicos.clone();
        this.first = new long[arrival.length];
        this.last = new long[arrival.length];
        Arrays.fill(first, NOT_YET);
        Arrays.fill(last, NOT_YET);
    }

    @Override
    public void first(int call, long picos) {
        if (first[call] != NOT_YET || picos < arrival[call]) {
            throw new IllegalStateException("Call " + call + " has its first token at " + picos);
        }
        first[call] = picos;
    }

    @Override
    public void last(int call, long picos) {
        if (last[call] != NOT_YET || first[call] == NOT_YET || picos < first[call]) {
            throw new IllegalStateException("Call " + call + " has its last token at " + picos);
        }
        last[call] = picos;
    }

    public int size() {
        return arrival.length;
    }

    /// Whether its first token is known.
    boolean begun(int call) {
        return first[call] != NOT_YET;
    }

    /// Whether it was answered.
    public boolean answered(int call) {
        return last[call] != NOT_YET;
    }

    /// From its arrival to its first token, in picoseconds.
    public long firstToken(int call) {
        return first[call] - arrival[call];
    }

    /// From its arrival to its last token, in picoseconds.
    public long total(int call) {
        return last[call] - arrival[call];
    }

    /// From the first to the last arrival, in picoseconds.
    public long span() {
        return arrival[arrival.length - 1] - arrival[0];
    }
}
