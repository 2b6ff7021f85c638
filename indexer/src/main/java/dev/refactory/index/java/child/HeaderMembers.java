package dev.refactory.index.java.child;

import com.sun.tools.javac.code.Scope;
import com.sun.tools.javac.code.Scope.WriteableScope;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.TreeInfo;
import com.sun.tools.javac.util.Name;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The members of a header's type, each entered when its name is first looked up. What is found, and in which order,
/// is what would be if all had been entered at once.
final class HeaderMembers extends WriteableScope {
    private WriteableScope entered;
    private final List<JCTree> declarations = new ArrayList<>();
    private final Map<Name, List<Runnable>> waiting = new LinkedHashMap<>();
    private boolean outOfOrder;

    /// @param entered the types among the members
    HeaderMembers(ClassSymbol owner, WriteableScope entered) {
        super(owner);
        this.entered = entered;
    }

    /// To be called in the order the declarations are written in.
    ///
    /// @param enter enters its symbol here
    void add(Name name, JCTree declaration, Runnable enter) {
        declarations.add(declaration);
        waiting.computeIfAbsent(name, _ -> new ArrayList<>()).add(enter);
    }

    /// Of equal methods the first counts, so those of one name are entered together, also where one of them is looked
    /// up on behalf of another.
    private WriteableScope with(Name name) {
        List<Runnable> named = waiting.remove(name);
        if (named != null) {
            named.forEach(Runnable::run);
            outOfOrder = true;
        }
        return entered;
    }

    private WriteableScope withAll() {
        List.copyOf(waiting.keySet()).forEach(this::with);
        if (outOfOrder) {
            entered = inOrder();
            outOfOrder = false;
        }
        return entered;
    }

    /// As if the declarations had been entered one after the other: behind the types, which come first.
    private WriteableScope inOrder() {
        Set<Symbol> members = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Symbol> types = new ArrayList<>();
        entered.getSymbols(Scope.LookupKind.NON_RECURSIVE).forEach(members::add);
        List<Symbol> late = new ArrayList<>();
        for (JCTree declaration : declarations) {
            Symbol symbol = TreeInfo.symbolFor(declaration);
            if (symbol != null && members.remove(symbol)) {
                late.add(symbol);
            }
        }
        entered.getSymbols(Scope.LookupKind.NON_RECURSIVE).forEach(symbol -> {
            if (members.contains(symbol)) {
                types.addFirst(symbol);
            }
        });
        WriteableScope ordered = WriteableScope.create(owner);
        types.forEach(ordered::enter);
        late.forEach(ordered::enter);
        return ordered;
    }

    @Override
    public Iterable<Symbol> getSymbols(@Nullable Predicate<Symbol> filter, LookupKind kind) {
        return () -> withAll().getSymbols(filter, kind).iterator();
    }

    @Override
    public Iterable<Symbol> getSymbolsByName(Name name, @Nullable Predicate<Symbol> filter, LookupKind kind) {
        return () -> with(name).getSymbolsByName(name, filter, kind).iterator();
    }

    @Override
    public void enter(Symbol symbol) {
        entered.enter(symbol);
    }

    @Override
    public void enterIfAbsent(Symbol symbol) {
        with(symbol.name).enterIfAbsent(symbol);
    }

    @Override
    public void remove(Symbol symbol) {
        with(symbol.name).remove(symbol);
    }

    @Override
    public Scope getOrigin(Symbol symbol) {
        return this;
    }

    @Override
    public boolean isStaticallyImported(Symbol symbol) {
        return false;
    }

    @Override
    public WriteableScope dup(Symbol newOwner) {
        return withAll().dup(newOwner);
    }

    @Override
    public WriteableScope dupUnshared(Symbol newOwner) {
        return withAll().dupUnshared(newOwner);
    }

    @Override
    public WriteableScope leave() {
        throw new UnsupportedOperationException("Members of a type are in no other scope");
    }
}
