package dev.refactory.index.java.wire;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A file's facts as the payload of a [Frame.Type#FACTS] frame, with the file's index in the request.
///
/// @param index into the request's files to attribute
/// @param leftOut parts of the file the facts say nothing of, disjoint and in order
public record FactsCodec(int index, FileFacts facts, List<Range> leftOut) {
    public Frame frame() {
        Encoder out = new Encoder();
        out.number(index);
        FileInfoCodec.write(out, facts.file());
        out.number(facts.declared().size());
        facts.declared().forEach(symbol -> write(out, symbol));
        out.number(facts.occurrences().size());
        int previous = 0;
        for (Occurrence occurrence : facts.occurrences()) {
            out.number(occurrence.range().start() - previous);
            out.number(occurrence.range().length());
            out.string(occurrence.symbol());
            out.number(Role.toBits(occurrence.roles()));
            previous = occurrence.range().start();
        }
        out.number(facts.relations().size());
        for (Relation relation : facts.relations()) {
            out.string(relation.from());
            out.number(relation.kind().ordinal());
            out.string(relation.to());
        }
        out.number(facts.diagnostics().size());
        for (Diagnostic diagnostic : facts.diagnostics()) {
            out.number(diagnostic.severity().ordinal());
            out.string(diagnostic.code());
            out.string(diagnostic.message());
            out.number(diagnostic.line());
            out.number(diagnostic.start());
        }
        out.number(leftOut.size());
        for (Range range : leftOut) {
            out.number(range.start());
            out.number(range.length());
        }
        return new Frame(Frame.Type.FACTS, out.toBytes());
    }

    private static void write(Encoder out, SymbolInfo symbol) {
        out.string(symbol.symbol());
        out.number(symbol.kind().ordinal());
        out.string(symbol.name());
        out.nullable(symbol.container());
        out.nullable(symbol.path());
        out.number(symbol.modifiers().size());
        symbol.modifiers().stream().sorted().forEach(out::string);
        out.string(symbol.signature());
        out.flag(symbol.deprecated());
        out.flag(symbol.forRemoval());
    }

    public static FactsCodec read(Frame frame) {
        Decoder in = new Decoder(frame.payload());
        int index = in.number();
        FileInfo file = FileInfoCodec.read(in);
        List<SymbolInfo> declared = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            declared.add(readSymbol(in));
        }
        List<Occurrence> occurrences = new ArrayList<>();
        int start = 0;
        for (int i = in.count(); i > 0; i--) {
            start += in.number();
            int length = in.number();
            occurrences.add(new Occurrence(new Range(start, start + length), in.string(), Role.fromBits(in.number())));
        }
        List<Relation> relations = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            relations.add(new Relation(in.string(), Relation.Kind.values()[in.number()], in.string()));
        }
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            diagnostics.add(new Diagnostic(
                    Diagnostic.Severity.values()[in.number()], in.string(), in.string(), in.number(), in.number()));
        }
        List<Range> leftOut = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            int from = in.number();
            leftOut.add(new Range(from, from + in.number()));
        }
        return new FactsCodec(
                index,
                new FileFacts(
                        file.path(),
                        file.blobId(),
                        file.language(),
                        file.lines(),
                        declared,
                        occurrences,
                        relations,
                        diagnostics,
                        file.problems()),
                leftOut);
    }

    private static SymbolInfo readSymbol(Decoder in) {
        String symbol = in.string();
        SymbolKind kind = SymbolKind.values()[in.number()];
        String name = in.string();
        String container = in.nullable();
        String path = in.nullable();
        Set<String> modifiers = new HashSet<>();
        for (int i = in.count(); i > 0; i--) {
            modifiers.add(in.string());
        }
        return new SymbolInfo(symbol, kind, name, container, path, modifiers, in.string(), in.flag(), in.flag());
    }
}
