package dev.refactory.refactor.harness;

import com.sun.source.tree.ClassTree;
import dev.refactory.graph.model.Relation;
import dev.refactory.refactor.plan.SymbolSpelling;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/// What a type extends and implements, and what its own methods override. Where a class ties an
/// inherited method to an interface, only what type arguments hide is told: the rest is left to the
/// recipes to find, so that cases test it.
final class Relations {
    private final Spelling spelling;
    private final BiConsumer<Element, String> mention;
    private final Set<Relation> relations;

    Relations(Spelling spelling, BiConsumer<Element, String> mention, Set<Relation> relations) {
        this.spelling = spelling;
        this.mention = mention;
        this.relations = relations;
    }

    void of(TypeElement type, ClassTree tree) {
        if (type.getSuperclass() instanceof DeclaredType above && above.asElement() instanceof TypeElement superclass) {
            boolean written =
                    tree.getExtendsClause() != null || tree.getSimpleName().isEmpty();
            if (written && !superclass.getQualifiedName().contentEquals("java.lang.Object")) {
                relate(type, Relation.Kind.EXTENDS, superclass);
            }
        }
        for (TypeMirror each : type.getInterfaces()) {
            if (each instanceof DeclaredType above && above.asElement() instanceof TypeElement superinterface) {
                relate(
                        type,
                        type.getKind().isInterface() ? Relation.Kind.EXTENDS : Relation.Kind.IMPLEMENTS,
                        superinterface);
            }
        }
        if (type.getKind().isClass()) {
            inherited(type);
        }
        for (Element each : type.getEnclosedElements()) {
            if (each instanceof ExecutableElement method
                    && !method.getModifiers().contains(Modifier.STATIC)
                    && !method.getModifiers().contains(Modifier.PRIVATE)) {
                overridden(method, type, type);
            }
        }
    }

    private void inherited(TypeElement type) {
        for (Element each : spelling.elements.getAllMembers(type)) {
            if (!(each instanceof ExecutableElement method)
                    || method.getModifiers().contains(Modifier.STATIC)
                    || !(method.getEnclosingElement() instanceof TypeElement owner)
                    || owner.equals(type)
                    || owner.getKind().isInterface()) {
                continue;
            }
            for (TypeMirror above : type.getInterfaces()) {
                for (Element other : spelling.types.asElement(above).getEnclosedElements()) {
                    if (other instanceof ExecutableElement asked
                            && spelling.elements.overrides(method, asked, type)
                            && !parameters(method).equals(parameters(asked))) {
                        relate(method, Relation.Kind.OVERRIDES, asked);
                    }
                }
            }
        }
    }

    private String parameters(ExecutableElement method) {
        return SymbolSpelling.parameters(String.valueOf(spelling.of(method))).orElse("");
    }

    private void overridden(ExecutableElement method, TypeElement below, TypeElement origin) {
        for (TypeMirror above : spelling.types.directSupertypes(below.asType())) {
            if (!(above instanceof DeclaredType declared) || !(declared.asElement() instanceof TypeElement type)) {
                continue;
            }
            boolean found = false;
            for (Element each : type.getEnclosedElements()) {
                if (each instanceof ExecutableElement other && spelling.elements.overrides(method, other, origin)) {
                    relate(method, Relation.Kind.OVERRIDES, other);
                    found = true;
                }
            }
            if (!found) {
                overridden(method, type, origin);
            }
        }
    }

    private void relate(Element from, Relation.Kind kind, Element to) {
        String subject = spelling.of(from);
        String target = spelling.of(to);
        if (subject != null && target != null) {
            mention.accept(to, target);
            relations.add(new Relation(subject, kind, target));
        }
    }
}
