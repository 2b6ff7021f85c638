package dev.refactory.index.java;

import dev.refactory.index.java.Exchange.Lost;
import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.index.java.wire.Messages.Progress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the files a child dies on. A batch that was lost is tried again in parts: the file the child was at apart from
/// the rest, or else in halves, until a file is lost all alone.
final class Bisection {
    private final Deque<List<Source>> parts = new ArrayDeque<>();
    private final Set<Source> poisoned;
    private final Set<Source> retried = new HashSet<>();

    /// @param poisoned headers that cannot even be read, shared by all batches of a request; thread-safe
    Bisection(List<Source> batch, Set<Source> poisoned) {
        this.poisoned = poisoned;
        if (!batch.isEmpty()) {
            parts.add(batch);
        }
    }

    boolean hasNext() {
        return !parts.isEmpty();
    }

    List<Source> next() {
        return parts.remove();
    }

    /// Files the child's threads were at. A thread that has answered its last one is at none.
    static List<Source> suspects(Lost lost, List<Source> part, BitSet answered, List<Source> headers) {
        List<Source> suspects = new ArrayList<>();
        for (Progress last : lost.last()) {
            switch (last.phase()) {
                case READING_HEADER -> suspects.add(headers.get(last.index()));
                case READING, ATTRIBUTING -> {
                    if (!answered.get(last.index())) {
                        suspects.add(part.get(last.index()));
                    }
                }
                case PARSING, ENTERING -> {}
            }
        }
        return suspects;
    }

    /// @param part what was put to the child and not answered
    /// @param suspects the files the child's threads were at, in `part` or among the headers; none when unknown
    /// @return the file that is to blame for certain; null when smaller parts will be tried
    @Nullable
    Source lost(List<Source> part, Lost lost, List<Source> suspects) {
        Set<Source> within = new LinkedHashSet<>(suspects);
        within.retainAll(new HashSet<>(part));
        if (within.isEmpty() && !suspects.isEmpty()) {
            header(lost, suspects);
            parts.addFirst(part);
            return null;
        }
        if (part.size() == 1) {
            Source only = part.getFirst();
            // A signal from outside is the machine's doing; a second one on the same file no longer looks like it.
            if (lost.kind() == Lost.Kind.KILLED && retried.add(only)) {
                parts.addFirst(part);
                return null;
            }
            return only;
        }
        if (within.isEmpty()) {
            int half = part.size() / 2;
            parts.addFirst(part.subList(half, part.size()));
            parts.addFirst(part.subList(0, half));
            return null;
        }
        List<Source> rest = new ArrayList<>(part);
        rest.removeAll(within);
        if (!rest.isEmpty()) {
            parts.addFirst(rest);
        }
        within.forEach(suspect -> parts.addFirst(List.of(suspect)));
        return null;
    }

    /// A header that cannot be read is left out from now on. Of several nobody knows which it was: the next try, with
    /// one thread, will tell.
    private void header(Lost lost, List<Source> suspects) {
        Source suspect = suspects.getFirst();
        if (suspects.size() == 1 && (lost.kind() != Lost.Kind.KILLED || !retried.add(suspect))) {
            poisoned.add(suspect);
        }
    }
}
