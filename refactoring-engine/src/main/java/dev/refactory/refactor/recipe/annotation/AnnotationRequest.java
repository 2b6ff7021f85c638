package dev.refactory.refactor.recipe.annotation;

import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.recipe.source.AnnotationArguments;
import dev.refactory.refactor.recipe.source.JavaNames;
import dev.refactory.refactor.recipe.source.TypeBodies;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An annotation as a user gave it: its qualified name, and arguments in Java source.
///
/// @param type qualified
/// @param text of the arguments with their parentheses; empty when there are none
/// @param arguments by their ranges in `text`
record AnnotationRequest(String type, String text, List<AnnotationArguments.Argument> arguments) {
    static final Set<Role> ROLES = Set.of(Role.ANNOTATION_USE, Role.TYPE_REFERENCE);

    /// Understood, or why not.
    record Read(Optional<AnnotationRequest> request, Optional<Conflict> conflict) {}

    static Read of(String given) {
        String text = given.strip().replaceFirst("^@\\s*", "");
        int open = text.indexOf('(');
        String type = (open < 0 ? text : text.substring(0, open)).replaceAll("\\s+", "");
        String list = open < 0 ? "" : text.substring(open);
        for (String part : type.split("\\.", -1)) {
            Optional<String> reserved = JavaNames.fault(part);
            if (reserved.isPresent()) {
                return fault("invalid-name", type, reserved.get() + ": give the annotation's qualified name.");
            }
        }
        if (list.isEmpty()) {
            return read(new AnnotationRequest(type, "", List.of()));
        }
        Optional<String> wrong = AnnotationArguments.fault(list, true);
        JavaTokens tokens = JavaTokens.of(list);
        int[] closing = TypeBodies.closing(tokens);
        if (wrong.isPresent() || closing[0] != tokens.count() - 1) {
            return fault(
                    "invalid-expression",
                    list,
                    "The annotation's arguments cannot be read: \"" + list + "\" "
                            + wrong.orElse("goes on behind its closing parenthesis") + ".");
        }
        List<AnnotationArguments.Argument> arguments = AnnotationArguments.of(tokens, closing, 0);
        boolean mixed = arguments.size() > 1
                && arguments.stream().anyMatch(each -> each.name().isEmpty());
        long different = arguments.stream()
                .map(AnnotationArguments.Argument::attribute)
                .distinct()
                .count();
        if (mixed || different < arguments.size()) {
            return fault(
                    "invalid-expression",
                    list,
                    "Of several arguments each has a name of its own, as in (since = \"9\", forRemoval = true): " + list
                            + ".");
        }
        return read(new AnnotationRequest(type, arguments.isEmpty() ? "" : list, arguments));
    }

    private static Read read(AnnotationRequest request) {
        return new Read(Optional.of(request), Optional.empty());
    }

    private static Read fault(String kind, String symbol, String sentence) {
        return new Read(Optional.empty(), Optional.of(new Conflict(kind, symbol, "", 0, sentence)));
    }

    /// The value it gives an attribute.
    Optional<String> value(String attribute) {
        return arguments.stream()
                .filter(each -> each.attribute().equals(attribute))
                .map(each -> text.substring(each.value().start(), each.value().end()))
                .findFirst();
    }

    /// The annotation in full, as it is to be written.
    List<Piece> pieces(Piece name) {
        List<Piece> pieces = new ArrayList<>(List.of(Piece.text("@"), name));
        int from = 0;
        for (AnnotationArguments.Argument each : arguments) {
            Range written = each.name().orElse(null);
            if (written != null) {
                pieces.add(Piece.text(text.substring(from, written.start())));
                pieces.add(attribute(type, text.substring(written.start(), written.end())));
                from = written.end();
            }
            pieces.add(Piece.text(text.substring(from, each.value().start())));
            pieces.add(value(text.substring(each.value().start(), each.value().end()), written == null));
            from = each.value().end();
        }
        if (from < text.length()) {
            pieces.add(Piece.text(text.substring(from)));
        }
        return pieces;
    }

    private Piece value(String expression, boolean implicit) {
        return value(type, expression, implicit);
    }

    /// An attribute's name.
    static Piece attribute(String type, String name) {
        return Piece.name(name, type + "#" + name + "()", Set.of(Role.ANNOTATION_USE));
    }

    /// An attribute's value.
    /// @param implicit whether it stands without the attribute's name
    static Piece value(String type, String expression, boolean implicit) {
        if (!AnnotationArguments.nameless(expression)) {
            return Piece.open(expression);
        }
        List<Piece.Name> names = implicit
                ? List.of(new Piece.Name(
                        new Range(0, expression.length()),
                        type + "#" + AnnotationArguments.VALUE + "()",
                        Set.of(Role.ANNOTATION_USE, Role.IMPLICIT)))
                : List.of();
        return new Piece(null, expression, names, false);
    }
}
