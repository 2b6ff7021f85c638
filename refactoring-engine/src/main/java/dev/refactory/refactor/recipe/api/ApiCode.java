package dev.refactory.refactor.recipe.api;

import dev.refactory.refactor.recipe.source.Operators;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An expression of a template of `replace-api`.
sealed interface ApiCode {
    /// What a template calls the object a method is called on.
    String THIS = "this";

    /// Stands for an expression.
    ///
    /// @param type erased and qualified; empty where it is given elsewhere, or not at all
    record Hole(String name, String type) implements ApiCode {}

    /// A literal as it is written; `true`, `false` and `null` are some.
    record Literal(String text) implements ApiCode {}

    /// `Type.class`.
    record ClassLiteral(String type) implements ApiCode {}

    /// A call, or the use of a field.
    ///
    /// @param receiver null for a static member
    /// @param owner the type whose member it is, as far as the template says; empty otherwise
    /// @param arguments null of a field
    /// @param parameters the erased parameter types the template names with its symbol; null when it
    ///     names none
    record Member(
            @Nullable ApiCode receiver,
            String owner,
            String name,
            @Nullable List<ApiCode> arguments,
            @Nullable String parameters)
            implements ApiCode {}

    /// `new Type(…)`.
    record New(
            String type, List<ApiCode> arguments, @Nullable String parameters) implements ApiCode {}

    record Unary(String operator, ApiCode operand) implements ApiCode {}

    record Cast(String type, ApiCode operand) implements ApiCode {}

    record Binary(ApiCode left, String operator, ApiCode right) implements ApiCode {}

    /// The expressions it is made of, in the order they are evaluated.
    default List<ApiCode> parts() {
        return switch (this) {
            case Hole hole -> List.of();
            case Literal literal -> List.of();
            case ClassLiteral literal -> List.of();
            case Member member -> {
                List<ApiCode> parts = new ArrayList<>();
                if (member.receiver() != null) {
                    parts.add(member.receiver());
                }
                if (member.arguments() != null) {
                    parts.addAll(member.arguments());
                }
                yield parts;
            }
            case New creation -> creation.arguments();
            case Unary unary -> List.of(unary.operand());
            case Cast cast -> List.of(cast.operand());
            case Binary binary -> List.of(binary.left(), binary.right());
        };
    }

    /// How tightly it holds together ([Operators]).
    default int precedence() {
        return switch (this) {
            case Hole hole -> Operators.PRIMARY;
            case Literal literal -> Operators.PRIMARY;
            case ClassLiteral literal -> Operators.PRIMARY;
            case Member member -> Operators.PRIMARY;
            case New creation -> Operators.PRIMARY;
            case Unary unary -> Operators.UNARY;
            case Cast cast -> Operators.UNARY;
            case Binary binary -> Operators.binary(binary.operator());
        };
    }

    /// This and all it is made of, in the order they are evaluated.
    default List<ApiCode> all() {
        List<ApiCode> all = new ArrayList<>();
        for (ApiCode part : parts()) {
            all.addAll(part.all());
        }
        all.add(this);
        return all;
    }

    /// Its holes, as often as they stand in it.
    default List<Hole> holes() {
        return all().stream()
                .filter(Hole.class::isInstance)
                .map(Hole.class::cast)
                .toList();
    }

    /// Its type where that is certain, erased and qualified; `*` otherwise.
    default String type() {
        return switch (this) {
            case Hole hole -> hole.type().isEmpty() ? "*" : hole.type();
            case Literal literal -> literalType(literal.text());
            case ClassLiteral literal -> "java.lang.Class";
            case Member member -> "*";
            case New creation -> creation.type();
            case Unary unary ->
                unary.operator().equals("!") ? "boolean" : unary.operand().type();
            case Cast cast -> cast.type();
            case Binary binary -> "*";
        };
    }

    private static String literalType(String text) {
        char first = text.charAt(0);
        char last = Character.toLowerCase(text.charAt(text.length() - 1));
        if (first == '"') {
            return "java.lang.String";
        } else if (first == '\'') {
            return "char";
        } else if (text.equals("true") || text.equals("false")) {
            return "boolean";
        } else if (!Character.isDigit(first)) {
            return "*";
        }
        boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
        if (last == 'l') {
            return "long";
        } else if (!hexadecimal && last == 'f') {
            return "float";
        }
        boolean fraction = !hexadecimal
                && (text.contains(".")
                        || last == 'd'
                        || text.toLowerCase(java.util.Locale.ROOT).contains("e"));
        return fraction ? "double" : "int";
    }
}
