package dev.refactory.index.java.oracle;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeParameterElement;

/// Kinds, modifiers and deprecation of elements in the words of facts.
final class Descriptions {
    private Descriptions() {}

    static String kind(Element element) {
        return switch (element.getKind()) {
            case PACKAGE -> "PACKAGE";
            case MODULE -> "MODULE";
            // A constant with a body of its own is of a class without a name.
            case ENUM -> element.getSimpleName().isEmpty() ? "CLASS" : "ENUM";
            case CLASS -> "CLASS";
            case ANNOTATION_TYPE -> "ANNOTATION";
            case INTERFACE -> "INTERFACE";
            case RECORD -> "RECORD";
            case ENUM_CONSTANT -> "ENUM_CONSTANT";
            case METHOD -> "METHOD";
            case CONSTRUCTOR -> "CONSTRUCTOR";
            case TYPE_PARAMETER -> "TYPE_PARAMETER";
            case PARAMETER -> "PARAMETER";
            case FIELD -> component(element) ? "RECORD_COMPONENT" : "FIELD";
            case LOCAL_VARIABLE, EXCEPTION_PARAMETER, RESOURCE_VARIABLE, BINDING_VARIABLE -> "LOCAL";
            case STATIC_INIT, INSTANCE_INIT, RECORD_COMPONENT, OTHER ->
                element.getKind().name();
        };
    }

    private static boolean component(Element field) {
        return Objects.requireNonNull(field.getEnclosingElement()).getKind() == ElementKind.RECORD
                && !field.getModifiers().contains(Modifier.STATIC);
    }

    static String modifiers(Element element) {
        if (element instanceof PackageElement
                || element instanceof ModuleElement
                || element instanceof TypeParameterElement) {
            return "[]";
        }
        Set<String> modifiers = new TreeSet<>();
        for (Modifier modifier : element.getModifiers()) {
            boolean implied = element.getKind().isInterface() && modifier == Modifier.ABSTRACT
                    || element.getKind() == ElementKind.ENUM && modifier == Modifier.SEALED;
            if (!implied) {
                modifiers.add(modifier.toString().toLowerCase(Locale.ROOT));
            }
        }
        return modifiers.toString();
    }

    static String deprecation(Element element) {
        for (AnnotationMirror annotation : element.getAnnotationMirrors()) {
            if (annotation.getAnnotationType().toString().equals("java.lang.Deprecated")) {
                String values = annotation.getElementValues().entrySet().stream()
                        .filter(value -> value.getKey().getSimpleName().contentEquals("forRemoval"))
                        .map(value -> value.getValue())
                        .map(AnnotationValue::getValue)
                        .map(String::valueOf)
                        .collect(Collectors.joining());
                return values.equals("true") ? "deprecated for removal" : "deprecated";
            }
        }
        return "deprecated";
    }
}
