package dev.refactory.refactor.harness;

import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.QualifiedNameable;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/// Elements in the spelling of [SymbolInfo].
final class Spelling {
    final Types types;
    final Elements elements;
    private final Map<Element, String> local = new HashMap<>();
    private final Map<Element, String> paths = new HashMap<>();

    Spelling(Types types, Elements elements) {
        this.types = types;
        this.elements = elements;
    }

    void name(Element element, String spelling) {
        local.putIfAbsent(element, spelling);
    }

    void declaredIn(Element element, String path) {
        paths.put(element, path);
    }

    static boolean unresolved(@Nullable Element element) {
        return element == null
                || element.getKind().isDeclaredType() && element.asType().getKind() == TypeKind.ERROR
                || element.asType().getKind() == TypeKind.ERROR && !(element instanceof VariableElement);
    }

    @Nullable
    String of(@Nullable Element element) {
        if (element == null) {
            return null;
        }
        String known = local.get(element);
        if (known != null) {
            return known;
        }
        return switch (element) {
            case PackageElement named ->
                named.isUnnamed() ? null : named.getQualifiedName().toString();
            case TypeElement type -> {
                String name = type.getQualifiedName().toString();
                yield name.isEmpty() ? null : name;
            }
            case ExecutableElement method -> {
                String owner = of(method.getEnclosingElement());
                yield owner == null ? null : owner + "#" + method.getSimpleName() + parameters(method);
            }
            case VariableElement field
            when field.getEnclosingElement() instanceof TypeElement type -> {
                String owner = of(type);
                String name = field.getSimpleName().toString();
                yield owner == null || name.equals("this") || name.equals("super") || name.equals("class")
                        ? null
                        : owner + "#" + name;
            }
            default -> null;
        };
    }

    private String parameters(ExecutableElement method) {
        StringJoiner joined = new StringJoiner(",", "(", ")");
        method.getParameters().forEach(parameter -> joined.add(erased(parameter.asType())));
        return joined.toString();
    }

    private String erased(TypeMirror type) {
        TypeMirror erasure = types.erasure(type);
        return switch (erasure) {
            case ArrayType array -> erased(array.getComponentType()) + "[]";
            case DeclaredType declared -> {
                String spelling = of(declared.asElement());
                yield spelling == null ? declared.toString() : spelling;
            }
            default -> erasure.toString();
        };
    }

    private @Nullable String pathOf(Element element) {
        for (Element each = element; each != null; each = each.getEnclosingElement()) {
            String path = paths.get(each);
            if (path != null) {
                return path;
            }
        }
        return null;
    }

    SymbolInfo describe(Element element, String spelling, @Nullable String container) {
        Set<String> modifiers = new HashSet<>();
        element.getModifiers()
                .forEach(modifier -> modifiers.add(modifier.toString().toLowerCase(Locale.ROOT)));
        String simple = element instanceof PackageElement named && named instanceof QualifiedNameable
                ? named.getSimpleName().toString()
                : element.getSimpleName().toString();
        return new SymbolInfo(
                spelling,
                kind(element),
                simple.isEmpty() ? "<anonymous>" : simple,
                container,
                element instanceof PackageElement ? null : pathOf(element),
                modifiers,
                element instanceof ExecutableElement method ? method.getReturnType() + " " + method : "",
                elements.isDeprecated(element),
                false);
    }

    static SymbolKind kind(Element element) {
        ElementKind kind = element.getKind();
        return switch (kind) {
            case PACKAGE -> SymbolKind.PACKAGE;
            case CLASS -> SymbolKind.CLASS;
            case INTERFACE -> SymbolKind.INTERFACE;
            case ENUM -> SymbolKind.ENUM;
            case RECORD -> SymbolKind.RECORD;
            case ANNOTATION_TYPE -> SymbolKind.ANNOTATION;
            case METHOD -> SymbolKind.METHOD;
            case CONSTRUCTOR -> SymbolKind.CONSTRUCTOR;
            case ENUM_CONSTANT -> SymbolKind.ENUM_CONSTANT;
            case FIELD ->
                element.getEnclosingElement() instanceof TypeElement owner
                                && owner.getKind() == ElementKind.RECORD
                                && !element.getModifiers().contains(javax.lang.model.element.Modifier.STATIC)
                        ? SymbolKind.RECORD_COMPONENT
                        : SymbolKind.FIELD;
            case TYPE_PARAMETER -> SymbolKind.TYPE_PARAMETER;
            case PARAMETER -> SymbolKind.PARAMETER;
            default -> SymbolKind.LOCAL;
        };
    }
}
