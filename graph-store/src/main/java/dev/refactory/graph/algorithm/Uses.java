package dev.refactory.graph.algorithm;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import java.util.Set;

/// What an occurrence does, in the coarse words of a view.
final class Uses {
    private static final Set<Role> CALLS = Set.of(Role.CALL, Role.METHOD_REFERENCE, Role.INSTANTIATION);
    private static final Set<Role> NONE =
            Set.of(Role.DEFINITION, Role.DOCUMENTATION, Role.IMPORT, Role.STATIC_IMPORT, Role.EXTENDS);

    private Uses() {}

    /// Whether it calls, refers to or makes something. An imported index says of a method only that it is
    /// named.
    static boolean call(Occurrence place) {
        return place.roles().stream().anyMatch(CALLS::contains)
                || place.symbol().indexOf('(') >= 0 && any(place);
    }

    /// A call, or a read or write of a field.
    static boolean ofValue(Occurrence place) {
        return call(place) || place.has(Role.READ) || place.has(Role.WRITE);
    }

    /// Anything that depends on the symbol; what extends it is a relation.
    static boolean any(Occurrence place) {
        return place.roles().stream().noneMatch(NONE::contains)
                && place.symbol().indexOf('~') < 0;
    }
}
