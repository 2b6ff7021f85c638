package dev.refactory.index.java.child.lombok;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.tree.JCTree.JCExpression;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.util.List;
import java.util.Collection;

/// Fields of a builder, and the methods that tell it what they shall be.
final class BuilderMembers {
    private final Shapes at;
    private final Target builder;
    private final Builders.AccessAndPrefix style;

    BuilderMembers(Shapes at, Target builder, Builders.AccessAndPrefix style) {
        this.at = at;
        this.builder = builder;
        this.style = style;
    }

    /// @param returned by each method: the builder
    void all(Collection<Property> properties, JCExpression returned) {
        for (Property property : properties) {
            Elements elements = property.elements();
            if (elements != null) {
                keeper(property, elements);
            } else {
                field(property, at.copy(property.variable().vartype), property.byDefault() ? "$value" : "");
            }
            if (property.byDefault()) {
                field(property, at.primitive(TypeTag.BOOLEAN), "$set");
            }
        }
        for (Property property : properties) {
            Elements elements = property.elements();
            if (elements == null) {
                setter(property, returned);
            } else {
                oneByOne(property, elements, returned);
            }
        }
    }

    private void field(Property property, JCExpression type, String suffix) {
        String name = property.name() + suffix;
        if (!builder.hasField(name)) {
            builder.add(at.field(Flags.PRIVATE, type, name), property.variable());
        }
    }

    private void keeper(Property property, Elements elements) {
        if (elements.apart()) {
            for (int i = 0; i < elements.parts().size(); i++) {
                field(
                        property,
                        at.type("java.util.ArrayList", elements.type(at, i)),
                        elements.parts().get(i));
            }
        } else {
            field(property, at.type(at.type(elements.keeper()), elements.types(at)), "");
        }
    }

    private void setter(Property property, JCExpression returned) {
        JCVariableDecl variable = property.variable();
        long varargs = variable.mods.flags & Flags.VARARGS;
        String name = prefixed(property.name());
        if (!builder.hasMethod(name, -1, Target.Case.SAME)) {
            JCExpression type = at.copy(variable.vartype);
            add(property, name, returned, at.parameter(property.name(), type, varargs));
        }
    }

    private void oneByOne(Property property, Elements elements, JCExpression returned) {
        List<JCVariableDecl> one = List.nil();
        List<JCExpression> all = List.nil();
        for (int i = 0; i < elements.parts().size(); i++) {
            one = one.append(at.parameter(elements.parameter(i), elements.type(at, i)));
            all = all.append(at.below(elements.type(at, i)));
        }
        add(property, prefixed(elements.singular()), returned, one.toArray(JCVariableDecl[]::new));
        JCExpression taken = at.type(at.type(elements.taken()), all);
        add(property, prefixed(property.name()), returned, at.parameter(property.name(), taken));
        add(property, PropertyNames.join("clear", property.name()), returned);
    }

    private String prefixed(String name) {
        return PropertyNames.join(style.prefix(), name);
    }

    private void add(Property property, String name, JCExpression returned, JCVariableDecl... parameters) {
        if (!builder.hasWritten(name)) {
            var method = at.method(
                    style.access() | (property.elements() == null ? property.flags() : 0),
                    at.copy(returned),
                    name,
                    parameters);
            builder.add(Accessors.deprecated(method, property.variable()), property.variable());
        }
    }
}
