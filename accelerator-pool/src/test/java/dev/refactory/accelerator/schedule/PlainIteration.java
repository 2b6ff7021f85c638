package dev.refactory.accelerator.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A device for tests of policies: calls take room for the longest answer they may have, and nothing goes on.
final class PlainIteration implements Iteration {
    /// Calls whose prompt is to be computed.
    final List<Call> batch = new ArrayList<>();
    final List<Call> decoding = new ArrayList<>();
    final List<Call> aside = new ArrayList<>();
    /// Tokens of prompts that were planned, by the call.
    final Map<Integer, Integer> planned = new TreeMap<>();
    /// What streams may hold at most, so that each has room for its next token.
    long roomForStep = Long.MAX_VALUE;

    private final long room;

    PlainIteration(long room) {
        this.room = room;
    }

    private static long held(List<Call> calls) {
        return calls.stream().mapToLong(Call::maxContext).sum();
    }

    @Override
    public long nowPicos() {
        return 0;
    }

    @Override
    public boolean isEmpty() {
        return batch.isEmpty() && decoding.isEmpty();
    }

    @Override
    public int streams() {
        return decoding.size();
    }

    @Override
    public long contexts() {
        return 0;
    }

    @Override
    public int prompts() {
        return batch.size();
    }

    @Override
    public int promptLeft(int index) {
        return batch.get(index).promptTokens();
    }

    @Override
    public int promptDone(int index) {
        return 0;
    }

    @Override
    public Call prompt(int index) {
        return batch.get(index);
    }

    @Override
    public long freeContext() {
        return room - held(batch) - held(decoding);
    }

    @Override
    public long needed(Call call) {
        return call.maxContext();
    }

    @Override
    public int calls() {
        return batch.size() + decoding.size() + aside.size();
    }

    @Override
    public boolean hasRoom(Call call) {
        return call.maxContext() <= freeContext();
    }

    @Override
    public void admit(Call call) {
        batch.add(call);
    }

    @Override
    public boolean canSetAside() {
        return true;
    }

    @Override
    public boolean hasRoomForStep() {
        return held(decoding) <= roomForStep;
    }

    @Override
    public List<Call> decoding() {
        return List.copyOf(decoding);
    }

    @Override
    public void setAside(Call call) {
        decoding.remove(call);
        aside.add(call);
    }

    @Override
    public List<Call> aside() {
        return List.copyOf(aside);
    }

    @Override
    public boolean hasRoomAgain(Call call) {
        return hasRoom(call) && held(decoding) + call.maxContext() <= roomForStep;
    }

    @Override
    public void bringBack(Call call) {
        aside.remove(call);
        decoding.add(call);
    }

    @Override
    public void compute(int index, int tokens) {
        planned.put(batch.get(index).id(), tokens);
    }
}
