package dev.refactory.refactor.recipe.rename;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.scope.RenamedType;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.HashMap;
import java.util.Map;

/// Tells unresolved names that cannot be the renamed type from those that could be: a missing
/// library's type of the same simple name is imported or qualified by a name that is not the type's.
/// Reads the tokens of files that write such a name; used for one plan.
public final class OtherTypes {
    private final Recipe.Sources sources;
    private final String oldName;
    private final String container;
    private final Map<String, JavaTokens> tokens = new HashMap<>();

    public OtherTypes(Recipe.Sources sources, RenamedType type) {
        this.sources = sources;
        this.oldName = type.oldName();
        String declaredIn = type.info().container();
        this.container = declaredIn == null ? "" : declaredIn;
    }

    /// Whether an unresolved name at this place cannot be the type: another one of this name is meant.
    public boolean certainlyOther(String path, Occurrence place) {
        JavaTokens file =
                tokens.computeIfAbsent(path, p -> JavaTokens.of(sources.text(p).text()));
        int token = file.indexAt(place.range().start());
        if (token < 0) {
            return false;
        }
        String qualifier = qualifier(file, token);
        return qualifier.isEmpty() ? importsAnother(file) : !couldBeContainer(qualifier);
    }

    /// What stands before the name: `a.b` of `a.b.Name`; empty when nothing does, `?` when it is no
    /// name.
    private static String qualifier(JavaTokens file, int token) {
        StringBuilder qualifier = new StringBuilder();
        int i = token - 1;
        while (file.at(i).equals(".")) {
            String before = JavaTokens.unescape(file.at(i - 1));
            if (before.isEmpty() || !Character.isJavaIdentifierStart(before.codePointAt(0))) {
                return "?";
            }
            qualifier.insert(0, qualifier.isEmpty() ? before : before + ".");
            i -= 2;
        }
        return qualifier.toString();
    }

    /// The container's own name, the end of it, or anything whose type is not known.
    private boolean couldBeContainer(String qualifier) {
        return qualifier.equals("?") || container.equals(qualifier) || container.endsWith("." + qualifier);
    }

    private boolean importsAnother(JavaTokens file) {
        for (int i = 0; i < file.count(); i++) {
            boolean last = file.at(i + 1).equals(";") && file.at(i - 1).equals(".");
            if (last && JavaTokens.unescape(file.at(i)).equals(oldName)) {
                int start = i;
                while (start > 0
                        && !file.at(start).equals("import")
                        && !file.at(start).equals(";")) {
                    start--;
                }
                if (file.at(start).equals("import") && !couldBeContainer(qualifier(file, i))) {
                    return true;
                }
            }
        }
        return false;
    }
}
