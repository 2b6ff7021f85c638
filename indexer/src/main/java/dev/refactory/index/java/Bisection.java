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

/// Finds the files a child dies on. Of a request that was lost, what the child had begun is tried again in parts: the
/// files it was at apart from the rest, or else in halves, until a file is lost all alone.
final class Bisection {
    private final Deque<Part> parts = new ArrayDeque<>();
    private final Set<Source> poisoned;
    private final Set<Source> retried = new HashSet<>();

    /// @param again the files are of a request that was lost: with one thread it is known which file it was at
    record Part(List<Source> files, boolean again) {}

    /// A part that was put to a child, and lost.
    ///
    /// @param batch the part as it was put
    /// @param again the part's
    /// @param answered indexes into the batch's files
    record Attempt(Batch batch, boolean again, BitSet answered, Lost lost) {
        /// The files of the shares that were begun, or that were not, as far as they were not answered.
        private List<Source> left(boolean ofBegun) {
            BitSet begun = begun();
            List<Source> left = new ArrayList<>();
            int files = batch.part().size();
            for (int i = answered.nextClearBit(0); i < files; i = answered.nextClearBit(i + 1)) {
                if (begun.get(batch.shares().shareOf(i)) == ofBegun) {
                    left.add(batch.part().get(i));
                }
            }
            return left;
        }

        /// Shares; where nothing says so, as many as there are threads.
        private BitSet begun() {
            BitSet begun = new BitSet();
            answered.stream().forEach(index -> begun.set(batch.shares().shareOf(index)));
            for (Progress last : lost.last()) {
                if (last.index() < batch.part().size()) {
                    begun.set(batch.shares().shareOf(last.index()));
                }
            }
            if (begun.isEmpty()) {
                begun.set(
                        0,
                        Math.min(batch.shares().threads(), batch.shares().ends().size()));
            }
            return begun;
        }

        /// Files the child's threads were at. A thread that has answered its last one is at none.
        private List<Source> suspects() {
            List<Source> suspects = new ArrayList<>();
            for (Progress last : lost.last()) {
                switch (last.phase()) {
                    case READING_HEADER, COMPLETING -> suspects.add(at(last.index()));
                    case READING, ATTRIBUTING -> {
                        if (!answered.get(last.index())) {
                            suspects.add(at(last.index()));
                        }
                    }
                    case PARSING, ENTERING -> {}
                }
            }
            return suspects;
        }

        private Source at(int index) {
            int own = batch.part().size();
            return index < own ? batch.part().get(index) : batch.headers().get(index - own);
        }
    }

    /// @param poisoned headers that cannot even be read
    Bisection(List<Source> files, Set<Source> poisoned) {
        this.poisoned = poisoned;
        if (!files.isEmpty()) {
            parts.add(new Part(files, false));
        }
    }

    boolean hasNext() {
        return !parts.isEmpty();
    }

    Part next() {
        return parts.remove();
    }

    /// @return the file that is to blame for certain; null when smaller parts will be tried
    @Nullable
    Source lost(Attempt attempt) {
        List<Source> untouched = attempt.left(false);
        if (!untouched.isEmpty()) {
            parts.addLast(new Part(untouched, attempt.again()));
        }
        List<Source> left = attempt.left(true);
        return left.isEmpty() ? null : lost(left, attempt.lost(), attempt.suspects());
    }

    /// @param left what had been begun and not answered
    private @Nullable Source lost(List<Source> left, Lost lost, List<Source> suspects) {
        Set<Source> within = new LinkedHashSet<>(suspects);
        within.retainAll(new HashSet<>(left));
        if (within.isEmpty() && !suspects.isEmpty()) {
            header(lost, suspects);
            again(left);
            return null;
        }
        if (left.size() == 1) {
            Source only = left.getFirst();
            // A signal from outside is the machine's doing; a second one on the same file no longer looks like it.
            if (lost.kind() == Lost.Kind.KILLED && retried.add(only)) {
                again(left);
                return null;
            }
            return only;
        }
        if (within.isEmpty()) {
            int half = left.size() / 2;
            again(left.subList(half, left.size()));
            again(left.subList(0, half));
            return null;
        }
        List<Source> rest = new ArrayList<>(left);
        rest.removeAll(within);
        if (!rest.isEmpty()) {
            again(rest);
        }
        within.forEach(suspect -> again(List.of(suspect)));
        return null;
    }

    private void again(List<Source> files) {
        parts.addFirst(new Part(files, true));
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
