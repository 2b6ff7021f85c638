package dev.refactory.refactor.recipe;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SourceText;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.PlanOutcome;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One operation of the catalogue. Stateless; plans from facts alone. Found by its annotation
/// `@AutoService(Recipe.class)`: public, with a constructor that takes nothing.
public interface Recipe {
    Descriptor descriptor();

    /// Plans on a snapshot. `sources` gives the text of files the plan needs to look at.
    /// @param parameters checked against the descriptor: no unknown, no missing
    PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters);

    /// What of a request is at fault when its own result would be changed again, which only the result may show; empty
    /// when the fault is the recipe's.
    /// @param parameters as they were planned with
    default List<Conflict> endless(Map<String, String> parameters) {
        return List.of();
    }

    /// What a plan looks at besides facts: the text of files of the snapshot, for excerpts, line
    /// numbers and syntax, and what it was compiled against.
    interface Sources {
        /// @throws IllegalArgumentException when the snapshot has no such file
        SourceText text(String path);

        /// The same file as it stands, for a search that need not decode it.
        /// @throws IllegalArgumentException when the snapshot has no such file
        default byte[] bytes(String path) {
            SourceText source = text(path);
            return source.encode(source.text());
        }

        default Dependencies dependencies() {
            return Dependencies.NONE;
        }

        /// Whether the caller takes it that names which could be meant, but could not be resolved, are left
        /// as they are and reported, instead of a refusal.
        default boolean allowsUnresolved() {
            return false;
        }

        /// The same for such a caller.
        default Sources allowingUnresolved() {
            return new LenientSources(this);
        }
    }

    /// What can be asked for, and in which words.
    ///
    /// @param row of the catalogue: recipes are listed by it, then by name; several may share one
    /// @param name in kebab-case
    /// @param summary one sentence
    /// @param readOnly yields findings, never a patch
    /// @param phrases how an instruction in plain words asks for it; the first one is the example
    ///     shown to whoever was not understood
    record Descriptor(
            int row, String name, String summary, boolean readOnly, List<Parameter> parameters, List<Phrase> phrases) {
        public Descriptor {
            parameters = List.copyOf(parameters);
            phrases = List.copyOf(phrases);
        }
    }

    /// @param form what it holds
    /// @param description what to give, with an example
    record Parameter(String name, Form form, String description, boolean required) {}

    /// What a parameter holds; in plain words a symbol may be written short, and is completed by
    /// the graph.
    enum Form {
        /// A type: `com.acme.Foo`; short: `Foo`.
        TYPE,
        /// A method: `com.acme.Foo#bar(int)`; short: `bar`, `Foo.bar`, `Foo#bar(int)`.
        METHOD,
        /// A field, constant or component: `com.acme.Foo#bar`; short: `bar`, `Foo.bar`.
        FIELD,
        /// Any symbol, or a file by its path: `src/com/acme/Foo.java`.
        SUBJECT,
        /// Any symbol.
        SYMBOL,
        /// A package: `com.acme`; `default` for the unnamed one where that is allowed.
        PACKAGE,
        /// A Java identifier.
        NAME,
        /// Java identifiers in an order: with commas, or as a JSON array.
        NAMES,
        /// A glob over qualified names.
        PATTERN,
        /// A regular expression.
        REGEX,
        /// Java source: a type, an expression; in plain words without white space.
        SOURCE,
        /// A glob over `group:artifact`.
        COORDINATES,
        /// A place in a file, or a part of one: `path:line:column`, `path:line:column-line:column`.
        PLACE,
        /// A number without a sign.
        NUMBER,
        /// `true` or `false`.
        FLAG,
        /// Globs over paths, separated by commas: `src/main/**,**/Foo.java`.
        PATHS,
        /// What only the recipe can read.
        TEXT
    }

    /// A way to ask for a recipe. In `template` a word stands for itself in any case, `a|b c` in
    /// parentheses for either, `[…]` for what may be left out, `{name}` for one word of the
    /// instruction, `{name()}` for one that ends in a parameter list: the value of the parameter of
    /// that name, or a part of one that `parameters` builds.
    ///
    /// @param template for example `rename [the] (method|function) {name} of {type} to {newName}`
    /// @param parameters what is not simply named alike, for example `method` to `{type}#{name}`
    /// @param example a sentence that this phrase understands
    record Phrase(String template, Map<String, String> parameters, String example) {
        public Phrase {
            parameters = Map.copyOf(parameters);
        }

        public Phrase(String template, String example) {
            this(template, Map.of(), example);
        }

        @Override
        public String toString() {
            return template
                    + parameters.entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(each -> " " + each.getKey() + "=" + each.getValue())
                            .collect(Collectors.joining());
        }
    }
}
