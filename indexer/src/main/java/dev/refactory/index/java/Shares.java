package dev.refactory.index.java;

import dev.refactory.index.java.JavaAttributor.Source;
import java.util.ArrayList;
import java.util.List;

/// How the files of a request are shared by a child's threads: in runs the compiler can hold at once, of about
/// as many bytes, as many for each thread.
///
/// @param ends where each share ends, exclusive, ascending; the last is the number of files
/// @param threads that take one share after the other
record Shares(List<Integer> ends, int threads) {
    /// Files: with fewer, what each thread would read of the others costs more than is gained.
    private static final int WORTH_SHARING = 24;

    Shares {
        ends = List.copyOf(ends);
    }

    /// @param groups files of one share are of one of them; none is empty
    /// @param limits of what all threads hold together
    static Shares of(List<List<Source>> groups, ChildJavaAttributor.Config.Limits limits, int threads) {
        boolean several = groups.size() > 1 || groups.stream().anyMatch(group -> group.size() >= WORTH_SHARING);
        int together = several ? threads : 1;
        List<Integer> ends = new ArrayList<>();
        int begun = 0;
        for (List<Source> group : groups) {
            int first = begun;
            ofGroup(group, limits, together).forEach(end -> ends.add(first + end));
            begun += group.size();
        }
        return new Shares(ends, together);
    }

    private static List<Integer> ofGroup(List<Source> sources, ChildJavaAttributor.Config.Limits limits, int threads) {
        int several = sources.size() < WORTH_SHARING ? 1 : threads;
        int files = Math.max(1, limits.batchFiles() / threads);
        long bytes = Math.max(1, limits.batchBytes() / threads);
        long all = sources.stream().mapToLong(Source::size).sum();
        long least = Math.max((all + bytes - 1) / bytes, (sources.size() + files - 1L) / files);
        long shares = Math.max(1, (least + several - 1) / several) * several;
        List<Integer> ends = new ArrayList<>();
        long before = 0;
        long share = 0;
        int begun = 0;
        for (int i = 0; i < sources.size(); i++) {
            long size = sources.get(i).size();
            boolean full = i - begun >= files || share + size > bytes;
            // What is half in the next share's part of all bytes belongs to that one.
            boolean due = (before + size / 2) * shares > all * (ends.size() + 1);
            if (i > begun && (full || due)) {
                ends.add(i);
                begun = i;
                share = 0;
            }
            before += size;
            share += size;
        }
        ends.add(sources.size());
        return ends;
    }

    /// How many shares a thread takes, at most.
    int rounds() {
        return (ends.size() + threads - 1) / threads;
    }

    /// The share a file is in.
    int shareOf(int index) {
        int share = 0;
        while (ends.get(share) <= index) {
            share++;
        }
        return share;
    }
}
