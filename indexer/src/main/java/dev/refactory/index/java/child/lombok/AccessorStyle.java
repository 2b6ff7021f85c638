package dev.refactory.index.java.child.lombok;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `@Accessors` say of a field: the nearest that says anything of a matter decides it.
///
/// @param chain setters return what they were called on
record AccessorStyle(PropertyNames names, boolean chain, boolean makeFinal) {
    /// The flag of methods that shall be the last of their name.
    long last() {
        return makeFinal ? Flags.FINAL : 0;
    }

    static AccessorStyle of(Target type, JCVariableDecl field) {
        List<Use> nearest = new ArrayList<>();
        add(nearest, type.use(field, "Accessors"));
        for (Target at = type; at != null; at = at.outer()) {
            add(nearest, at.use("Accessors"));
        }
        boolean fluent = flag(nearest, "fluent", false);
        Use prefixed = first(nearest, "prefix");
        return new AccessorStyle(
                new PropertyNames(fluent, prefixed == null ? List.of() : prefixed.strings("prefix")),
                flag(nearest, "chain", fluent),
                flag(nearest, "makeFinal", false));
    }

    private static void add(List<Use> uses, @Nullable Use use) {
        if (use != null) {
            uses.add(use);
        }
    }

    private static @Nullable Use first(List<Use> uses, String argument) {
        return uses.stream().filter(use -> use.has(argument)).findFirst().orElse(null);
    }

    private static boolean flag(List<Use> uses, String argument, boolean otherwise) {
        Use use = first(uses, argument);
        return use == null ? otherwise : use.flag(argument, otherwise);
    }
}
