package dev.refactory.index.java.child;

import static dev.refactory.index.java.child.FactSink.bits;

import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.Kinds.Kind;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.TypeSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCExpression;
import com.sun.tools.javac.tree.JCTree.JCExpressionStatement;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCMethodInvocation;
import com.sun.tools.javac.tree.JCTree.JCNewClass;
import com.sun.tools.javac.tree.JCTree.JCPackageDecl;
import com.sun.tools.javac.tree.JCTree.JCStatement;
import com.sun.tools.javac.tree.JCTree.JCTypeParameter;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.tree.TreeInfo;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a file declares: names, spellings of what is local to it, and members the compiler adds.
final class Declarations {
    private static final int IMPLICIT = bits(Role.IMPLICIT);
    private static final int EXTENDS = bits(Role.EXTENDS);

    private final SourceUnit source;
    private final FactSink sink;
    private final Symbols symbols;
    private final Collector collector;
    private final Relations relations;
    private final Map<String, Integer> localTypes = new HashMap<>();
    private final List<TreePath> documented = new ArrayList<>();
    private TreePath path;

    /// The type and the member (a method, a field, or else the type) being visited.
    private @Nullable ClassSymbol type;

    private @Nullable String member;
    private @Nullable Range memberName;
    private Set<Symbol> explicit = new HashSet<>();
    /// Where the components of the record being visited are written.
    private Map<String, Range> componentNames = new HashMap<>();
    /// What nobody wrote, and where the variable is written that it is named after.
    private final Map<Symbol, Range> namesakes = new HashMap<>();

    Declarations(SourceUnit source, FactSink sink, Symbols symbols, Collector collector) {
        this.source = source;
        this.sink = sink;
        this.symbols = symbols;
        this.collector = collector;
        this.relations = new Relations(sink, symbols);
        this.path = new TreePath(source.unit());
    }

    /// Declarations that have been visited, for their doc comments.
    List<TreePath> documented() {
        return documented;
    }

    void packageDocs(JCPackageDecl tree) {
        documented.add(new TreePath(path, tree));
    }

    /// A class body without a name, written after the type it extends or implements, or after an enum constant.
    void anonymous(JCClassDecl tree, @Nullable Range name) {
        type(tree, name);
    }

    void type(JCClassDecl tree, @Nullable Range name) {
        if (source.made().contains(tree)) {
            return;
        }
        ClassSymbol symbol = tree.sym;
        boolean anonymous = tree.name.isEmpty();
        if (symbol == null) {
            collector.scan(tree.mods);
            collector.scan(tree.defs);
            return;
        }
        nameIfLocal(symbol);
        // An implicit class (a file of methods alone) has no name to point at; it is declared at the file's start.
        Range range = name != null ? name : new Range(0, 0);
        String spelling = symbols.spell(symbol);
        sink.define(range, symbol, containerOf(symbol), anonymous || name == null ? IMPLICIT : 0);
        TreePath outerPath = path;
        path = new TreePath(path, tree);
        documented.add(path);
        collector.scan(tree.mods);
        collector.scan(tree.typarams);
        if (!anonymous) {
            collector.type(tree.extending, EXTENDS);
            for (JCExpression implemented : tree.implementing) {
                collector.type(implemented, EXTENDS);
            }
            for (JCExpression permitted : tree.permitting) {
                collector.type(permitted, 0);
            }
        }
        ClassSymbol outerType = type;
        String outerMember = member;
        Range outerName = memberName;
        Set<Symbol> outerExplicit = explicit;
        Map<String, Range> outerComponents = componentNames;
        type = symbol;
        member = spelling;
        memberName = range;
        explicit = new HashSet<>();
        componentNames = new HashMap<>();
        for (JCTree def : tree.defs) {
            collector.scan(def);
            made(def, range);
        }
        // A second class of one name has none: the compiler gave up on it.
        if (symbol.members() != null) {
            if (!anonymous) {
                implicitMembers(symbol, range);
            }
            relations.of(tree, symbol);
        }
        path = outerPath;
        type = outerType;
        member = outerMember;
        memberName = outerName;
        explicit = outerExplicit;
        componentNames = outerComponents;
    }

    /// A member nobody wrote. Of a type, all that is in it is like that.
    private void made(JCTree tree, Range ofType) {
        if (!source.made().contains(tree)) {
            return;
        }
        JCVariableDecl namesake = source.made().namesake(tree);
        Symbol symbol = TreeInfo.symbolFor(tree);
        if (namesake != null && symbol != null) {
            Range name = source.wordAt(source.placeOf(namesake), namesake.name);
            namesakes.put(symbol, name == null ? ofType : name);
        }
        if (tree instanceof JCClassDecl inner && inner.sym != null) {
            sink.define(ofType, inner.sym, symbols.container(inner.sym), IMPLICIT);
            inner.typarams.forEach(this::typeParameter);
            inner.defs.forEach(def -> made(def, ofType));
            if (inner.sym.members() != null) {
                implicitMembers(inner.sym, ofType);
                relations.of(inner, inner.sym);
            }
        }
    }

    private void nameIfLocal(ClassSymbol symbol) {
        if (symbol.name.isEmpty() || symbol.owner.kind != Kind.TYP && symbol.owner.kind != Kind.PCK) {
            String enclosing = type == null ? null : symbols.spell(type);
            if (enclosing != null && symbols.spell(symbol) == null) {
                int number = localTypes.merge(enclosing, 1, Integer::sum);
                symbols.name(symbol, enclosing + ".local$" + number);
            }
        }
    }

    private @Nullable String containerOf(ClassSymbol symbol) {
        if (symbol.owner.kind == Kind.PCK) {
            return symbols.spell(symbol.owner);
        }
        return type == null ? symbols.container(symbol) : symbols.spell(type);
    }

    /// Members nobody wrote: a default constructor, a record's accessors, an enum's `values()`.
    private void implicitMembers(ClassSymbol owner, Range name) {
        for (Symbol implied : owner.members().getSymbols(com.sun.tools.javac.code.Scope.LookupKind.NON_RECURSIVE)) {
            boolean declares = implied.kind == Kind.MTH || implied.kind == Kind.VAR;
            boolean hidden = (implied.flags() & (Flags.SYNTHETIC | Flags.BRIDGE)) != 0
                    || implied.name == implied.name.table.names.clinit;
            if (declares && !hidden && !explicit.contains(implied)) {
                Range component = accessedBy(implied);
                Range place = namesakes.getOrDefault(implied, component == null ? name : component);
                sink.define(place, implied, symbols.spell(owner), IMPLICIT);
            }
        }
    }

    /// The record component a method without parameters is named after.
    private @Nullable Range accessedBy(Symbol implied) {
        return implied instanceof MethodSymbol method
                        && method.type.getParameterTypes().isEmpty()
                ? componentNames.get(method.name.toString())
                : null;
    }

    void method(JCMethodDecl tree) {
        MethodSymbol symbol = tree.sym;
        if (symbol == null) {
            collector.scan(tree.body);
            return;
        }
        boolean generated = (symbol.flags() & (Flags.GENERATEDCONSTR | Flags.GENERATED_MEMBER)) != 0;
        boolean compact = (tree.mods.flags & Flags.COMPACT_RECORD_CONSTRUCTOR) != 0;
        if (generated && !compact) {
            generated(tree, symbol);
            return;
        }
        Range name = source.wordAt(tree.pos, symbol.isConstructor() ? symbol.owner.name : tree.name);
        explicit.add(symbol);
        sink.define(name, symbol, symbols.container(symbol), 0);
        documented.add(new TreePath(path, tree));
        String outerMember = member;
        Range outerName = memberName;
        member = symbols.spell(symbol);
        memberName = name;
        collector.scan(tree.mods);
        collector.scan(tree.typarams);
        if (tree.restype != null) {
            collector.type(tree.restype, 0);
        }
        collector.scan(tree.recvparam);
        if (compact) {
            symbol.params().forEach(this::implicitParameter);
        } else {
            collector.scan(tree.params);
        }
        for (JCExpression thrown : tree.thrown) {
            collector.type(thrown, bits(Role.THROWS));
        }
        collector.scan(tree.defaultValue);
        body(tree, compact);
        member = outerMember;
        memberName = outerName;
    }

    /// A compact constructor's body ends with assignments the compiler added.
    private void body(JCMethodDecl tree, boolean compact) {
        if (tree.body == null) {
            return;
        }
        for (JCStatement statement : tree.body.stats) {
            boolean added = compact
                    && statement instanceof JCExpressionStatement expression
                    && expression.expr instanceof JCTree.JCAssign
                    && source.endOf(statement) < 0;
            if (!added) {
                collector.scan(statement);
            }
        }
    }

    /// A default constructor calls its superclass's; of other generated members nothing is written.
    private void generated(JCMethodDecl tree, MethodSymbol symbol) {
        if (symbol.isConstructor() && memberName != null && !symbol.owner.name.isEmpty()) {
            implicitCall(superCall(tree));
        }
    }

    /// A parameter of a compact constructor: written once, as the component.
    private void implicitParameter(VarSymbol parameter) {
        Range name = componentNames.get(parameter.name.toString());
        if (name != null) {
            nameLocal(parameter, name);
            sink.define(name, parameter, member, IMPLICIT);
        }
    }

    /// A constructor call nobody wrote, reported where the calling constructor, or else its type, is named.
    void implicitCall(@Nullable Symbol constructor) {
        if (memberName == null || !(constructor instanceof MethodSymbol called) || Symbols.unresolved(constructor)) {
            return;
        }
        String owner = called.owner.getQualifiedName().toString();
        boolean always =
                owner.equals("java.lang.Object") || owner.equals("java.lang.Record") || owner.equals("java.lang.Enum");
        if (!always) {
            sink.refer(memberName, called, called.name, bits(Role.CALL, Role.IMPLICIT));
        }
    }

    /// The constructor an anonymous class passes its arguments to; null when the compiler made none.
    static @Nullable Symbol superConstructor(JCClassDecl anonymous) {
        for (JCTree def : anonymous.defs) {
            if (def instanceof JCMethodDecl method && TreeInfo.isConstructor(method)) {
                return superCall(method);
            }
        }
        return null;
    }

    private static @Nullable MethodSymbol superCall(JCMethodDecl constructor) {
        if (constructor.body == null) {
            return null;
        }
        for (JCStatement statement : constructor.body.stats) {
            if (statement instanceof JCExpressionStatement expression
                    && expression.expr instanceof JCMethodInvocation call
                    && TreeInfo.symbol(call.meth) instanceof MethodSymbol called
                    && called.isConstructor()) {
                return called;
            }
        }
        return null;
    }

    void typeParameter(JCTypeParameter tree) {
        Range name = source.nameOf(tree);
        TypeSymbol symbol = tree.type == null ? null : tree.type.tsym;
        if (name != null && symbol instanceof Symbol.TypeVariableSymbol) {
            sink.define(name, symbol, symbols.container(symbol), 0);
        }
    }

    void variable(JCVariableDecl tree) {
        if (source.made().contains(tree)) {
            return;
        }
        // Before Java 10 a type may be named `var`; what is inferred has another name.
        boolean inferred = tree.declaredUsingVar()
                && !(tree.vartype instanceof JCTree.JCIdent type && type.name.contentEquals("var"));
        variable(tree, inferred || source.made().infers(tree));
    }

    /// @param inferred nobody wrote its type, which has a tree now
    void variable(JCVariableDecl tree, boolean inferred) {
        VarSymbol symbol = tree.sym;
        Range name = tree.name == null || tree.name.isEmpty() ? null : source.wordAt(source.placeOf(tree), tree.name);
        collector.scan(tree.mods);
        if (tree.vartype != null && !inferred) {
            collector.type(tree.vartype, 0);
        }
        collector.scan(tree.nameexpr);
        if (symbol == null) {
            collector.scan(tree.init);
            return;
        }
        if (symbol.owner.kind == Kind.TYP) {
            field(tree, symbol, name);
            return;
        }
        if (name != null) {
            nameLocal(symbol, name);
            sink.define(name, symbol, member, 0);
        }
        collector.scan(tree.init);
    }

    private void field(JCVariableDecl tree, VarSymbol symbol, @Nullable Range name) {
        explicit.add(symbol);
        sink.define(name, symbol, symbols.container(symbol), 0);
        documented.add(new TreePath(path, tree));
        if (name != null && (symbol.flags() & Flags.RECORD) != 0) {
            componentNames.put(symbol.name.toString(), name);
        }
        String outerMember = member;
        Range outerName = memberName;
        member = symbols.spell(symbol);
        if ((symbol.flags() & Flags.ENUM) != 0 && tree.init instanceof JCNewClass constant && name != null) {
            collector.enumConstant(constant, name);
        } else {
            collector.scan(tree.init);
        }
        member = outerMember;
        memberName = outerName;
    }

    private void nameLocal(VarSymbol symbol, Range name) {
        symbols.name(symbol, member + "~" + symbol.name + "@" + (name.start() + sink.shift()));
    }
}
