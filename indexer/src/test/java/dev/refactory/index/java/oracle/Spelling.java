package dev.refactory.index.java.oracle;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.Name;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/// Elements in the words of facts.
final class Spelling {
    private final Types types;
    private final Elements elements;
    /// Of what has no name outside its file.
    private final Map<Element, String> local = new HashMap<>();
    private final Map<Element, String> containers = new HashMap<>();

    Spelling(Types types, Elements elements) {
        this.types = types;
        this.elements = elements;
    }

    /// @param container what it is declared in
    void name(Element element, String spelling, String container) {
        local.put(element, spelling);
        containers.put(element, container);
    }

    /// Null for what facts do not name.
    @Nullable
    String of(Element element) {
        String known = local.get(element);
        if (known != null) {
            return known;
        }
        Name name = element.getSimpleName();
        return switch (element) {
            case ModuleElement module -> module.getQualifiedName() + "/";
            case PackageElement named ->
                named.isUnnamed() ? null : named.getQualifiedName().toString();
            case TypeElement type -> type(type);
            case ExecutableElement method -> {
                String owner = owner(method);
                yield owner == null ? null : owner + "#" + name + parameters(method);
            }
            case TypeParameterElement parameter -> of(parameter.getGenericElement()) + "~" + name;
            case RecordComponentElement component ->
                of(Objects.requireNonNull(component.getEnclosingElement())) + "#" + name;
            case VariableElement variable -> field(variable, name);
            default -> null;
        };
    }

    /// A local type that was not met in its file is a copy the compiler made to read a comment.
    private @Nullable String type(TypeElement type) {
        if (type.getNestingKind().isNested() && type.getNestingKind() != NestingKind.MEMBER) {
            return local.keySet().stream()
                    .filter(known -> known instanceof TypeElement
                            && known.getSimpleName().equals(type.getSimpleName())
                            && Objects.equals(known.getEnclosingElement(), type.getEnclosingElement()))
                    .map(local::get)
                    .findFirst()
                    .orElse(null);
        }
        if (!(type.getEnclosingElement() instanceof TypeElement outer)) {
            return type.getQualifiedName().toString();
        }
        String owner = of(outer);
        return owner == null ? null : owner + "." + type.getSimpleName();
    }

    private @Nullable String field(VariableElement variable, Name name) {
        boolean self = name.contentEquals("this") || name.contentEquals("super") || name.contentEquals("class");
        String owner = self || !variable.getKind().isField() ? null : owner(variable);
        return owner == null ? null : owner + "#" + name;
    }

    /// What arrays have is listed under `Object` where it has it too, else not at all.
    private @Nullable String owner(Element member) {
        Element owner = canonical(member).getEnclosingElement();
        return owner instanceof TypeElement type && !isArray(owner) ? of(type) : null;
    }

    /// `Object`'s `clone()` for an array's, a component's field for the component.
    Element canonical(Element element) {
        if (element instanceof RecordComponentElement component) {
            return ElementFilter.fieldsIn(Objects.requireNonNull(component.getEnclosingElement())
                            .getEnclosedElements())
                    .stream()
                    .<Element>map(field -> field)
                    .filter(field -> field.getSimpleName().equals(component.getSimpleName()))
                    .findFirst()
                    .orElse(element);
        }
        Element owner = element.getEnclosingElement();
        if (owner != null && isArray(owner) && element.getSimpleName().contentEquals("clone")) {
            return elements.getTypeElement("java.lang.Object").getEnclosedElements().stream()
                    .<Element>map(member -> member)
                    .filter(member -> member.getSimpleName().contentEquals("clone"))
                    .findFirst()
                    .orElse(element);
        }
        return element;
    }

    private boolean isArray(Element owner) {
        return owner instanceof TypeElement
                && owner.getSimpleName().contentEquals("Array")
                && !(owner.getEnclosingElement() instanceof PackageElement)
                && !(owner.getEnclosingElement() instanceof TypeElement)
                && !local.containsKey(owner);
    }

    private String parameters(ExecutableElement method) {
        List<? extends TypeMirror> parameters = ((ExecutableType) method.asType()).getParameterTypes();
        return parameters.stream().map(this::erased).collect(Collectors.joining(",", "(", ")"));
    }

    private String erased(TypeMirror type) {
        return switch (types.erasure(type)) {
            case ArrayType array -> erased(array.getComponentType()) + "[]";
            case DeclaredType declared -> String.valueOf(of(declared.asElement()));
            case TypeMirror other -> other.getKind().name().toLowerCase(Locale.ROOT);
        };
    }

    /// Kind, modifiers, container and deprecation, as one line.
    String description(Element element) {
        String kind = Descriptions.kind(element);
        Element owner = element.getEnclosingElement();
        String outer = owner == null || element instanceof PackageElement ? null : of(owner);
        String container = containers.getOrDefault(element, outer);
        return String.join(
                " ",
                kind,
                Descriptions.modifiers(element),
                "in " + container,
                elements.isDeprecated(element) ? Descriptions.deprecation(element) : "");
    }
}
