package dev.refactory.index.java.oracle;

import com.sun.source.tree.ClassTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/// Supertypes and overridden methods of types, by the language model alone.
final class Families {
    private final Types types;
    private final Elements elements;
    private final Found found;

    Families(Types types, Elements elements, Found found) {
        this.types = types;
        this.elements = elements;
        this.found = found;
    }

    void of(TypeElement type, ClassTree tree) {
        boolean anonymous = type.getSimpleName().isEmpty();
        boolean extending = anonymous ? type.getInterfaces().isEmpty() : tree.getExtendsClause() != null;
        if (extending && element(type.getSuperclass()) instanceof TypeElement above) {
            found.relate(type, "EXTENDS", above);
        }
        for (TypeMirror implemented : type.getInterfaces()) {
            boolean annotation = type.getKind() == ElementKind.ANNOTATION_TYPE;
            if (!annotation && element(implemented) instanceof TypeElement above) {
                found.relate(type, type.getKind().isInterface() ? "EXTENDS" : "IMPLEMENTS", above);
            }
        }
        for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            for (ExecutableElement overridden : nearest(method, type)) {
                found.relate(method, "OVERRIDES", overridden);
            }
        }
        if (!type.getKind().isInterface()) {
            inherited(type);
        }
    }

    private static @Nullable TypeElement element(TypeMirror type) {
        return type instanceof DeclaredType declared ? (TypeElement) declared.asElement() : null;
    }

    private List<TypeElement> above(TypeElement type) {
        return types.directSupertypes(type.asType()).stream()
                .map(Families::element)
                .toList();
    }

    /// Overridden methods that some way up from `type` meets first.
    private Set<ExecutableElement> nearest(ExecutableElement method, TypeElement type) {
        Set<ExecutableElement> nearest = new LinkedHashSet<>();
        Set<TypeElement> reached = new LinkedHashSet<>();
        Deque<TypeElement> ways = new ArrayDeque<>(above(type));
        while (!ways.isEmpty()) {
            TypeElement at = ways.remove();
            if (!reached.add(at)) {
                continue;
            }
            List<ExecutableElement> here = ElementFilter.methodsIn(at.getEnclosedElements()).stream()
                    .filter(other -> elements.overrides(method, other, type))
                    .toList();
            nearest.addAll(here);
            if (here.isEmpty()) {
                ways.addAll(above(at));
            }
        }
        return nearest;
    }

    private Set<TypeElement> closure(TypeElement type) {
        Set<TypeElement> closure = new LinkedHashSet<>();
        Deque<TypeElement> ways = new ArrayDeque<>(List.of(type));
        while (!ways.isEmpty()) {
            TypeElement at = ways.remove();
            if (closure.add(at)) {
                ways.addAll(above(at));
            }
        }
        return closure;
    }

    /// Methods of superclasses that implement, in this class, what an interface asks that the superclass does not know.
    private void inherited(TypeElement type) {
        TypeElement superclass = element(type.getSuperclass());
        if (superclass == null) {
            return;
        }
        Set<TypeElement> known = closure(superclass);
        List<TypeElement> superclasses = new ArrayList<>();
        for (TypeElement at = type; at != null; at = element(at.getSuperclass())) {
            superclasses.add(at);
        }
        for (TypeElement wanted : closure(type)) {
            if (!wanted.getKind().isInterface() || known.contains(wanted)) {
                continue;
            }
            for (ExecutableElement method : ElementFilter.methodsIn(wanted.getEnclosedElements())) {
                implementation(method, type, superclasses);
            }
        }
    }

    private void implementation(ExecutableElement method, TypeElement type, List<TypeElement> superclasses) {
        for (TypeElement at : superclasses) {
            List<ExecutableElement> implementing = ElementFilter.methodsIn(at.getEnclosedElements()).stream()
                    .filter(candidate -> elements.overrides(candidate, method, type))
                    .toList();
            if (!implementing.isEmpty()) {
                if (at != type) {
                    found.relate(implementing.getFirst(), "OVERRIDES", method);
                }
                return;
            }
        }
    }
}
