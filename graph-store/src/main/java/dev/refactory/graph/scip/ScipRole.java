package dev.refactory.graph.scip;

import dev.refactory.graph.model.Role;
import java.util.EnumSet;
import java.util.Set;

/// SCIP's roles of an occurrence, a bit set, and ours. Calls, instantiations, references to types
/// and the like are all plain references to SCIP.
final class ScipRole {
    static final int DEFINITION = 0x1;
    static final int IMPORT = 0x2;
    static final int WRITE = 0x4;
    static final int READ = 0x8;
    static final int GENERATED = 0x10;

    private ScipRole() {}

    static int of(Set<Role> roles) {
        int bits = 0;
        for (Role role : roles) {
            bits |= switch (role) {
                case DEFINITION -> DEFINITION;
                case IMPORT, STATIC_IMPORT -> IMPORT;
                case WRITE -> WRITE;
                case READ -> READ;
                case IMPLICIT -> GENERATED;
                case CALL,
                        METHOD_REFERENCE,
                        TYPE_REFERENCE,
                        INSTANTIATION,
                        EXTENDS,
                        ANNOTATION_USE,
                        THROWS,
                        DOCUMENTATION -> 0;
            };
        }
        return bits;
    }

    static Set<Role> of(int bits) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        add(roles, bits, DEFINITION, Role.DEFINITION);
        add(roles, bits, IMPORT, Role.IMPORT);
        add(roles, bits, WRITE, Role.WRITE);
        add(roles, bits, READ, Role.READ);
        add(roles, bits, GENERATED, Role.IMPLICIT);
        return roles;
    }

    private static void add(Set<Role> roles, int bits, int bit, Role role) {
        if ((bits & bit) != 0) {
            roles.add(role);
        }
    }
}
