package dev.refactory.index.java.child.lombok;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something a builder is told: a field, a component or a parameter.
///
/// @param name without the prefix of fields
/// @param byDefault it has a value unless it is told one
/// @param flags more flags of the method that tells it whole
/// @param elements it is told one by one; null when it is told whole
record Property(
        String name,
        JCVariableDecl variable,
        boolean byDefault,
        long flags,
        @Nullable Elements elements) {
    static List<Property> ofFields(Target type) {
        List<Property> properties = new ArrayList<>();
        for (JCVariableDecl field : type.fields()) {
            boolean byDefault = field.init != null && type.use(field, "Builder.Default") != null;
            boolean fixed = field.init != null && !byDefault && Accessors.has(field, Flags.FINAL);
            if (!Accessors.hidden(field) && !Accessors.has(field, Flags.STATIC) && !fixed) {
                properties.add(of(type, field, byDefault));
            }
        }
        return properties;
    }

    static List<Property> ofParameters(Target type, List<JCVariableDecl> parameters) {
        return parameters.stream()
                .filter(parameter -> parameter.vartype != null)
                .map(parameter -> of(type, parameter, false))
                .toList();
    }

    private static Property of(Target type, JCVariableDecl variable, boolean byDefault) {
        String written = variable.name.toString();
        boolean field = type.fields().contains(variable);
        AccessorStyle style = AccessorStyle.of(type, variable);
        String base = field ? style.names().base(written) : written;
        String name = base == null ? written : base;
        Use singular = byDefault ? null : type.use(variable, "Singular");
        return new Property(
                name,
                variable,
                byDefault,
                field ? style.last() : 0,
                singular == null ? null : Elements.of(type, variable, singular));
    }
}
