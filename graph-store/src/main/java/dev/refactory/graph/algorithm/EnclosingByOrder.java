package dev.refactory.graph.algorithm;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which declaration places are in, told by the order of names alone: facts know where a declaration's
/// name is, not where its body ends. A place belongs to the name before it; to the one after it where
/// it is a doc comment, an annotation with its arguments, or a type that stands directly before that
/// name. What this gets wrong are initializer blocks, which count as a part of the member before
/// them, and annotations of types inside of an expression.
public final class EnclosingByOrder implements Enclosing {
    /// Between a type and the name it is the type of stand at most brackets, dots and a space.
    private static final int GAP = 6;

    private static final Set<Role> USES_OF_VALUES = Set.of(
            Role.CALL, Role.READ, Role.WRITE, Role.INSTANTIATION, Role.METHOD_REFERENCE, Role.EXTENDS, Role.THROWS);

    private final Map<String, File> files = new HashMap<>();

    /// @param occurrences all of each file, sorted
    public EnclosingByOrder(Map<String, List<Occurrence>> occurrences) {
        occurrences.forEach((path, all) -> files.put(path, new File(all)));
    }

    @Override
    public @Nullable String declaration(String path, Occurrence place) {
        File file = files.get(path);
        int at = file == null ? -1 : Collections.binarySearch(file.all, place);
        return file == null || at < 0 ? null : file.declarations.get(at);
    }

    /// The member or type that a definition's spelling stands in or for; null where only the text
    /// would tell.
    private static @Nullable String named(String symbol) {
        int tilde = symbol.indexOf('~');
        String owner = tilde < 0 ? symbol : symbol.substring(0, tilde);
        return owner.contains(".local$") ? null : owner;
    }

    private static final class File {
        private final List<Occurrence> all;
        private final List<@Nullable String> declarations;

        File(List<Occurrence> all) {
            this.all = all;
            this.declarations = new ArrayList<>(Collections.nCopies(all.size(), null));
            Set<String> packages = packages();
            before(packages);
            after(packages);
        }

        /// Spellings that are defined here and have only types inside of them.
        private Set<String> packages() {
            Set<String> outer = new HashSet<>();
            Set<String> withMembers = new HashSet<>();
            for (Occurrence place : all) {
                if (place.has(Role.DEFINITION)) {
                    String symbol = place.symbol();
                    int member = Math.max(symbol.indexOf('#'), symbol.indexOf('~'));
                    if (member >= 0) {
                        withMembers.add(symbol.substring(0, first(symbol)));
                    } else if (symbol.indexOf('.') >= 0) {
                        outer.add(symbol.substring(0, symbol.lastIndexOf('.')));
                    }
                }
            }
            outer.removeAll(withMembers);
            return outer;
        }

        private static int first(String symbol) {
            int hash = symbol.indexOf('#');
            int tilde = symbol.indexOf('~');
            return hash < 0 ? tilde : tilde < 0 ? hash : Math.min(hash, tilde);
        }

        private static boolean defines(Occurrence place, Set<String> packages) {
            return place.has(Role.DEFINITION) && !place.has(Role.IMPLICIT) && !packages.contains(place.symbol());
        }

        private void before(Set<String> packages) {
            String current = null;
            for (int i = 0; i < all.size(); i++) {
                if (defines(all.get(i), packages)) {
                    String named = named(all.get(i).symbol());
                    current = named == null ? current : named;
                }
                declarations.set(i, current);
            }
        }

        /// Backwards: what is in the head of the declaration whose name comes next.
        private void after(Set<String> packages) {
            int[] annotation = annotationBefore(packages);
            String next = null;
            int cursor = -1;
            for (int i = all.size() - 1; i >= 0; i--) {
                Occurrence place = all.get(i);
                if (defines(place, packages)) {
                    String named = named(place.symbol());
                    next = named == null ? declarations.get(i) : named;
                    cursor = place.symbol().contains("#") && !place.symbol().contains("#<init>(")
                            ? place.range().start()
                            : -1;
                } else if (place.has(Role.DOCUMENTATION) || place.has(Role.ANNOTATION_USE) || annotation[i] >= 0) {
                    set(i, next);
                } else if (cursor - place.range().end() <= GAP && cursor > 0 && isType(place)) {
                    set(i, next);
                    cursor = place.range().start();
                } else if (!place.has(Role.IMPLICIT)) {
                    cursor = -1;
                }
            }
        }

        private void set(int place, @Nullable String next) {
            if (next != null) {
                declarations.set(place, next);
            }
        }

        private static boolean isType(Occurrence place) {
            return place.roles().stream().noneMatch(USES_OF_VALUES::contains);
        }

        /// For each place the annotation that stands before it with no name declared in between; -1
        /// where there is none.
        private int[] annotationBefore(Set<String> packages) {
            int[] found = new int[all.size()];
            int last = -1;
            for (int i = 0; i < found.length; i++) {
                if (defines(all.get(i), packages)) {
                    last = -1;
                }
                found[i] = last;
                if (all.get(i).has(Role.ANNOTATION_USE)) {
                    last = i;
                }
            }
            return found;
        }
    }
}
