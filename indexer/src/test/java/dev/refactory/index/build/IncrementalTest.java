package dev.refactory.index.build;
