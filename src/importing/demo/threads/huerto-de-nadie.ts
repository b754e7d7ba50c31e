/** Under the Spanish column: the notebook on its nail. */
import type { Talk } from '../talk.js'

export const huertoDeNadie: readonly Talk[] = [
  {
    by: 'rafa',
    language: 'es',
    says: 'La libreta sigue en el clavo, la vi el domingo. Lo que nadie dice es que la enfermera apunta también quién *no* fue a recoger, con una cruz pequeñita. Yo tengo tres.',
    replies: [
      {
        by: 'nan',
        language: 'es',
        says: 'Cuatro, Rafa. Y gracias por el artículo, Inés. He pedido que me lo tradujeran despacio.',
      },
    ],
  },
  {
    by: 'colette',
    language: 'fr',
    says: "Chez nous, un verger comme celui-là s'appelle « le communal » et il y a une échelle enchaînée à un arbre, avec un cadenas. Tout le village connaît le code. C'est la même confiance, en plus lourd.",
  },
]
