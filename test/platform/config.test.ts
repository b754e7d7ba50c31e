import { describe, expect, it } from 'vitest'
import { ConfigMistakes, readConfig, SETTINGS } from '../../src/platform/config.js'

describe('settings', () => {
  it('have defaults', () => {
    expect(readConfig({})).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      demo: true,
      databaseUrl: '',
    })
  })

  it('are read', () => {
    const config = readConfig({
      PORT: '0',
      READERSHIP_DEMO: 'off',
      PUBLIC_URL: 'https://example.org/',
      SITE_LANGUAGE: 'pt-br',
    })
    expect(config).toMatchObject({
      port: 0,
      demo: false,
      publicUrl: 'https://example.org',
      siteLanguage: 'pt-BR',
    })
  })

  it('tell all mistakes at once', () => {
    const read = () =>
      readConfig({
        PORT: '65536',
        READERSHIP_DEMO: 'maybe',
        DATABASE_URL: 'mysql://x',
        READERSHIP_DATTA: 'x',
        LOG_LEVEL: 'loud',
      })
    expect(read).toThrow(ConfigMistakes)
    try {
      read()
    } catch (error) {
      expect((error as Error).message.split('\n')).toHaveLength(5)
      expect((error as Error).message).toMatch(/PORT is "65536"; it must be a port from 0 to 65535/)
    }
  })

  it('have a name, a default and a sentence each', () => {
    for (const one of Object.values(SETTINGS)) expect(one.sentence).toMatch(/^[A-Z].*\.$/)
  })
})
