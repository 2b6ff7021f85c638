package dev.refactory.index.java.child;

import static dev.refactory.index.java.child.FactSink.bits;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.PackageSymbol;
import com.sun.tools.javac.code.Symtab;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCAnnotation;
import com.sun.tools.javac.tree.JCTree.JCAssign;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.tree.JCTree.JCDirective;
import com.sun.tools.javac.tree.JCTree.JCExports;
import com.sun.tools.javac.tree.JCTree.JCExpression;
import com.sun.tools.javac.tree.JCTree.JCFieldAccess;
import com.sun.tools.javac.tree.JCTree.JCIdent;
import com.sun.tools.javac.tree.JCTree.JCImport;
import com.sun.tools.javac.tree.JCTree.JCModuleDecl;
import com.sun.tools.javac.tree.JCTree.JCOpens;
import com.sun.tools.javac.tree.JCTree.JCProvides;
import com.sun.tools.javac.tree.JCTree.JCRequires;
import com.sun.tools.javac.tree.JCTree.JCUses;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.Names;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/// Facts of a module's declaration. The module itself is not entered: the files of a repository
/// are parts of the unnamed module, in which the directives' types are looked up by name when
/// everything else has been attributed.
final class ModuleFacts {
    private static final int TYPE = bits(Role.TYPE_REFERENCE);
    private static final int IMPORT = bits(Role.IMPORT);

    private final Elements elements;
    private final Symtab table;
    private final Names names;
    private final FactSink sink;
    private final SourceUnit source;
    /// What simple names mean, and packages whose types are meant by theirs.
    private final Map<String, String> imported = new HashMap<>();

    private final List<String> onDemand = new ArrayList<>(List.of("java.lang"));

    private ModuleFacts(Elements elements, Context context, FactSink sink, SourceUnit source) {
        this.elements = elements;
        this.table = Symtab.instance(context);
        this.names = Names.instance(context);
        this.sink = sink;
        this.source = source;
    }

    /// @param elements of a compilation in which types can be looked up; `context` is the same compilation's
    /// @param syntax of a level that knows modules
    static FactSink of(Elements elements, Context context, Symbols symbols, Syntax syntax, Input input) {
        JCCompilationUnit unit =
                syntax.silently(input.file(), () -> syntax.parse(input.text())).result();
        Tokens tokens = Tokens.of(syntax, input.file(), input.text());
        FactSink sink = new FactSink(input.path(), input.shift(), symbols);
        ModuleFacts facts = new ModuleFacts(elements, context, sink, new SourceUnit(unit, input.text(), tokens));
        for (JCTree def : unit.defs) {
            switch (def) {
                case JCImport imports -> facts.imports(imports);
                case JCModuleDecl module -> facts.module(module);
                default -> {}
            }
        }
        return sink;
    }

    private void imports(JCImport tree) {
        boolean all = tree.qualid.name.contentEquals("*");
        List<Word> words = words(all ? tree.qualid.selected : tree.qualid);
        if (tree.staticImport || words.isEmpty()) {
            return;
        }
        String name = joined(words, words.size());
        if (all) {
            onDemand.add(name);
            refer(words, true, bits(Role.IMPORT, Role.STATIC_IMPORT), IMPORT);
        } else {
            imported.put(words.getLast().text(), name);
            refer(words, false, IMPORT, IMPORT);
        }
    }

    private void module(JCModuleDecl tree) {
        boolean open = tree.getModuleType() == com.sun.source.tree.ModuleTree.ModuleKind.OPEN;
        boolean[] deprecated = {false, false};
        for (JCAnnotation annotation : tree.mods.annotations) {
            annotation(annotation, deprecated);
        }
        List<Word> name = words(tree.qualId);
        Range range = extent(name);
        if (range != null) {
            String signature = (open ? "open module " : "module ") + joined(name, name.size());
            sink.defineModule(range, joined(name, name.size()), signature, deprecated[0], deprecated[1]);
        }
        tree.directives.forEach(this::directive);
    }

    private void annotation(JCAnnotation tree, boolean[] deprecated) {
        List<Word> words = words(tree.annotationType);
        Symbol type = refer(words, false, TYPE | bits(Role.ANNOTATION_USE), 0);
        boolean isDeprecated = type != null && type.getQualifiedName().contentEquals("java.lang.Deprecated");
        deprecated[0] |= isDeprecated;
        for (JCExpression argument : tree.args) {
            if (argument instanceof JCAssign element && element.lhs instanceof JCIdent ident) {
                Range range = source.wordAt(ident.pos, ident.name);
                // The trees' names are of another table than the symbols'.
                Symbol member = type instanceof ClassSymbol found
                        ? found.members().findFirst(names.fromString(ident.name.toString()))
                        : null;
                if (range != null) {
                    sink.refer(range, member, ident.name, bits(Role.ANNOTATION_USE));
                }
                deprecated[1] |= isDeprecated
                        && ident.name.contentEquals("forRemoval")
                        && element.rhs.toString().equals("true");
            }
        }
    }

    private void directive(JCDirective directive) {
        switch (directive) {
            case JCRequires requires -> module(requires.moduleName, IMPORT);
            case JCExports exports -> {
                refer(words(exports.qualid), true, 0, 0);
                targets(exports.moduleNames);
            }
            case JCOpens opens -> {
                refer(words(opens.qualid), true, 0, 0);
                targets(opens.moduleNames);
            }
            case JCUses uses -> refer(words(uses.qualid), false, TYPE, 0);
            case JCProvides provides -> {
                refer(words(provides.serviceName), false, TYPE, 0);
                provides.implNames.forEach(this::provider);
            }
            default -> {}
        }
    }

    private void targets(@Nullable List<JCExpression> modules) {
        if (modules != null) {
            modules.forEach(target -> module(target, 0));
        }
    }

    private void module(JCExpression name, int roles) {
        List<Word> words = words(name);
        Range range = extent(words);
        if (range != null) {
            sink.referModule(range, joined(words, words.size()), roles);
        }
    }

    /// A service is made by its provider's method of that name, or else by its constructor without parameters.
    private void provider(JCExpression name) {
        List<Word> words = words(name);
        if (!(refer(words, false, TYPE, 0) instanceof ClassSymbol type) || words.isEmpty()) {
            return;
        }
        Range range = words.getLast().range();
        MethodSymbol method = withoutParameters(type, "provider", true);
        MethodSymbol constructor = withoutParameters(type, "<init>", false);
        if (method != null) {
            sink.refer(range, method, method.name, bits(Role.CALL, Role.IMPLICIT));
        } else if (constructor != null) {
            sink.refer(range, constructor, constructor.name, bits(Role.INSTANTIATION, Role.IMPLICIT));
        }
    }

    private @Nullable MethodSymbol withoutParameters(ClassSymbol type, String name, boolean isStatic) {
        for (Symbol member : type.members().getSymbolsByName(names.fromString(name))) {
            boolean found = member instanceof MethodSymbol method
                    && method.type.getParameterTypes().isEmpty()
                    && member.isStatic() == isStatic
                    && (member.flags() & Flags.PUBLIC) != 0;
            if (found) {
                return (MethodSymbol) member;
            }
        }
        return null;
    }

    private record Word(Range range, String text) {}

    /// The words of a qualified name; none when one of them is not written.
    private List<Word> words(JCTree name) {
        List<Word> words = new ArrayList<>();
        JCTree at = name;
        while (at instanceof JCFieldAccess select) {
            Range range = source.lastWordOf(select, select.name);
            if (range == null) {
                return List.of();
            }
            words.addFirst(new Word(range, select.name.toString()));
            at = select.selected;
        }
        Range range = at instanceof JCIdent ident ? source.wordAt(ident.pos, ident.name) : null;
        if (range == null) {
            return List.of();
        }
        words.addFirst(new Word(range, ((JCIdent) at).name.toString()));
        return words;
    }

    private static @Nullable Range extent(List<Word> words) {
        return words.isEmpty()
                ? null
                : new Range(
                        words.getFirst().range().start(),
                        words.getLast().range().end());
    }

    private static String joined(List<Word> words, int count) {
        return String.join(".", words.subList(0, count).stream().map(Word::text).toList());
    }

    /// Reports each word of a name, and answers with what the last one means.
    /// @param asPackage it is one, whether there is anything in it or not
    /// @param roles of the last word
    /// @param packages roles of the packages before it
    private @Nullable Symbol refer(List<Word> words, boolean asPackage, int roles, int packages) {
        if (words.isEmpty()) {
            return null;
        }
        Symbol symbol = asPackage ? packageOf(words) : typeOf(words);
        Symbol last = symbol;
        for (int i = words.size() - 1; i >= 0; i--) {
            Word word = words.get(i);
            boolean isLast = i == words.size() - 1;
            if (symbol == null || !symbol.name.contentEquals(word.text())) {
                if (isLast) {
                    sink.refer(word.range(), null, word.text(), roles);
                }
                return last;
            }
            int here = isLast ? roles : symbol instanceof PackageSymbol ? packages : TYPE;
            sink.refer(word.range(), symbol, word.text(), here);
            symbol = symbol.owner;
        }
        return last;
    }

    private PackageSymbol packageOf(List<Word> words) {
        return table.enterPackage(table.unnamedModule, names.fromString(joined(words, words.size())));
    }

    private @Nullable Symbol typeOf(List<Word> words) {
        String first = words.getFirst().text();
        String rest = joined(words, words.size()).substring(first.length());
        if (imported.containsKey(first)) {
            return type(imported.get(first) + rest);
        }
        Symbol qualified = type(first + rest);
        for (int i = 0; qualified == null && i < onDemand.size(); i++) {
            qualified = type(onDemand.get(i) + "." + first + rest);
        }
        return qualified;
    }

    private @Nullable Symbol type(String name) {
        return (Symbol) elements.getTypeElement(name);
    }
}
