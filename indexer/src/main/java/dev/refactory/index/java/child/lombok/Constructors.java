package dev.refactory.index.java.child.lombok;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.util.ListBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Constructors, and static methods that call them.
final class Constructors {
    private static final Set<String> ASKED =
            Set.of("NoArgsConstructor", "RequiredArgsConstructor", "AllArgsConstructor");

    private final Shapes shapes;

    Constructors(Shapes shapes) {
        this.shapes = shapes;
    }

    void asked(Target type, Use use) {
        long access = use.access("access");
        if (access != Use.NONE && type.isClassOrEnum()) {
            List<JCVariableDecl> fields = switch (use.name()) {
                case "RequiredArgsConstructor" -> required(type);
                case "AllArgsConstructor" -> all(type);
                default -> List.of();
            };
            make(type, use, access, fields, use.string("staticName", ""));
        }
    }

    /// The one that comes with `@Data` or `@Value`, unless there is another.
    void unlessOther(Target type, Use use, List<JCVariableDecl> fields) {
        boolean asked = type.uses().stream().anyMatch(other -> ASKED.contains(other.name()));
        if (!asked && type.use("Builder") == null && !type.hasConstructor()) {
            make(type, use, Flags.PUBLIC, fields, use.string("staticConstructor", ""));
        }
    }

    /// The one that comes with a builder, unless there is another.
    void forBuilder(Target type, Use use, List<JCVariableDecl> fields) {
        boolean asked = type.uses().stream().anyMatch(other -> ASKED.contains(other.name()));
        if (!asked && !type.hasConstructor()) {
            make(type, use, 0, fields, "");
        }
    }

    private void make(Target type, Use use, long access, List<JCVariableDecl> fields, String staticName) {
        Shapes at = shapes.at(use);
        boolean hidden = !staticName.isEmpty() || type.is(Flags.ENUM);
        type.add(at.constructor(hidden ? Flags.PRIVATE : access, parameters(at, type, fields)), null);
        if (!staticName.isEmpty()) {
            var created = at.method(
                    access | Flags.STATIC,
                    at.parameters(type.tree().typarams),
                    at.self(type.tree()),
                    staticName,
                    parameters(at, type, fields),
                    com.sun.tools.javac.util.List.nil());
            type.add(created, null);
        }
    }

    private static com.sun.tools.javac.util.List<JCVariableDecl> parameters(
            Shapes at, Target type, List<JCVariableDecl> fields) {
        ListBuffer<JCVariableDecl> parameters = new ListBuffer<>();
        for (JCVariableDecl field : fields) {
            String base = AccessorStyle.of(type, field).names().base(field.name.toString());
            parameters.append(at.parameter(base == null ? field.name.toString() : base, at.copy(field.vartype)));
        }
        return parameters.toList();
    }

    /// Fields a constructor may set.
    static List<JCVariableDecl> all(Target type) {
        List<JCVariableDecl> all = new ArrayList<>();
        for (JCVariableDecl field : type.fields()) {
            boolean set = Accessors.has(field, Flags.FINAL) && initialised(type, field);
            if (!Accessors.hidden(field) && !Accessors.has(field, Flags.STATIC) && !set) {
                all.add(field);
            }
        }
        return all;
    }

    /// Fields a constructor has to set.
    static List<JCVariableDecl> required(Target type) {
        List<JCVariableDecl> required = new ArrayList<>();
        for (JCVariableDecl field : all(type)) {
            if ((Accessors.has(field, Flags.FINAL) || type.nonNull(field)) && !initialised(type, field)) {
                required.add(field);
            }
        }
        return required;
    }

    /// What a builder begins with is no longer what the field begins with.
    static boolean initialised(Target type, JCVariableDecl field) {
        boolean built = type.use("Builder") != null || type.use("SuperBuilder") != null;
        return field.init != null && !(built && type.use(field, "Builder.Default") != null);
    }
}
