package dev.refactory.index.java.child;

import static dev.refactory.index.java.child.FactSink.bits;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.Kinds.Kind;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.TypeSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCFieldAccess;
import com.sun.tools.javac.tree.JCTree.JCIdent;
import com.sun.tools.javac.tree.JCTree.JCImport;
import com.sun.tools.javac.util.Name;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Occurrences of import declarations. A static import names every member of that name at once.
final class Imports {
    private static final int ON_DEMAND = bits(Role.IMPORT, Role.STATIC_IMPORT);

    private final SourceUnit source;
    private final FactSink sink;
    private final Symbols symbols;

    Imports(SourceUnit source, FactSink sink, Symbols symbols) {
        this.source = source;
        this.sink = sink;
        this.symbols = symbols;
    }

    void of(JCImport tree) {
        JCFieldAccess name = tree.qualid;
        if (name.name == name.name.table.names.asterisk) {
            qualifier(name.selected, ON_DEMAND);
        } else if (tree.staticImport) {
            qualifier(name.selected, bits(Role.TYPE_REFERENCE, Role.STATIC_IMPORT));
            Range range = source.lastWordOf(name, name.name);
            if (range != null) {
                staticMembers(range, TreeSymbols.of(name.selected), name.name);
            }
        } else {
            qualifier(name.selected, bits(Role.TYPE_REFERENCE));
            Range range = source.lastWordOf(name, name.name);
            if (range != null) {
                sink.refer(range, name.sym, name.name, bits(Role.IMPORT));
            }
        }
    }

    /// What stands before the last dot. Enclosing types are references; packages are named as part of the import.
    private void qualifier(JCTree tree, int roles) {
        switch (tree) {
            case JCFieldAccess select -> {
                qualifier(select.selected, bits(Role.TYPE_REFERENCE));
                Range range = source.lastWordOf(select, select.name);
                name(range, select.sym, select.name, roles);
            }
            case JCIdent ident -> name(source.wordAt(ident.pos, ident.name), ident.sym, ident.name, roles);
            default -> {}
        }
    }

    private void name(@org.jspecify.annotations.Nullable Range range, Symbol symbol, Name name, int roles) {
        if (range != null) {
            boolean plainPackage = symbol != null && symbol.kind == Kind.PCK && roles == bits(Role.TYPE_REFERENCE);
            sink.refer(range, symbol, name, plainPackage ? bits(Role.IMPORT) : roles);
        }
    }

    private void staticMembers(Range range, @org.jspecify.annotations.Nullable Symbol owner, Name name) {
        Map<String, Symbol> members = new LinkedHashMap<>();
        if (owner instanceof ClassSymbol type && !Symbols.unresolved(type)) {
            gather(type, type, name, members, new LinkedHashSet<>());
        }
        if (members.isEmpty()) {
            sink.refer(range, null, name, ON_DEMAND);
        }
        members.values().forEach(member -> sink.refer(range, member, name, ON_DEMAND));
    }

    /// Static members by their spelling without the owner: one declared in a subtype hides those above it.
    private void gather(
            ClassSymbol site, TypeSymbol type, Name name, Map<String, Symbol> members, Set<TypeSymbol> seen) {
        if (!seen.add(type)) {
            return;
        }
        for (Symbol member : type.members().getSymbolsByName(name)) {
            boolean inherited = type == site || (type.flags() & Flags.INTERFACE) == 0 || member.kind != Kind.MTH;
            boolean visible = (member.flags() & Flags.SYNTHETIC) == 0 && accessible(member);
            String spelling = visible && inherited && member.isStatic() ? symbols.spell(member) : null;
            if (spelling != null) {
                int hash = spelling.lastIndexOf('#');
                String key =
                        member instanceof MethodSymbol && hash >= 0 ? spelling.substring(hash) : member.kind.toString();
                members.putIfAbsent(key, member);
            }
        }
        for (Type above : symbols.types().directSupertypes(type.type)) {
            gather(site, above.tsym, name, members, seen);
        }
    }

    /// An import does not see what subtypes may see.
    private boolean accessible(Symbol member) {
        return switch ((int) (member.flags() & Flags.AccessFlags)) {
            case Flags.PUBLIC -> true;
            case Flags.PRIVATE -> false;
            default -> member.packge() == source.unit().packge;
        };
    }
}
